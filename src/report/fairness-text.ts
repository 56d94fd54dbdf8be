/** Why a loop that repeats for ever is fair, for people: one line for each class that it might have neglected. */
import type { CertificateLine, FairnessCertificate } from '../property/fairness-certificate.ts';
import type { Palette } from './palette.ts';

/**
 * Several indented lines, without a line break at the end.
 * @param stem number of steps before the loop
 * @param steps number of all steps; as many as the stem has if nothing ever happens again
 */
export function fairnessText(
  { set, lines }: FairnessCertificate,
  stem: number,
  steps: number,
  palette: Palette,
): string {
  if (set === null) return palette.faint('  The system has no fairness set: nothing need ever happen.');
  return [
    `  ${palette.title(`${stem === steps ? 'That nothing happens' : 'The loop'} is fair (${set}):`)}`,
    ...lines.map((line) => palette.faint(`    ${line.name}: ${reasonText(line, stem, steps)}`)),
  ].join('\n');
}

function reasonText(line: CertificateLine, stem: number, steps: number): string {
  switch (line.reason) {
    case 'taken':
      return `taken in step ${stem + line.event + 1}`;
    case 'disabled':
      return `not possible ${stem === steps ? 'in the last state' : `before step ${stem + line.before + 1}`}${because(line.spent)}`;
    case 'never-enabled':
      return `not possible anywhere in the loop${because(line.spent)}`;
  }
}

function because(spent: readonly string[]): string {
  return spent.length === 0 ? '' : `, because a budget is spent: ${spent.join(', ')}`;
}

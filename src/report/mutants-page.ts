/** What became of the mutants, as a page (Markdown) that can be kept beside the code. */
import type { MutantOutcome } from '../search/mutants/hunt.ts';
import { counted } from './counted.ts';
import { markdownTable } from './markdown-table.ts';
import { countOf, killScore, type MutantsReport } from './mutants-report.ts';

/** Ends with a line break. */
export function mutantsPage(report: MutantsReport): string {
  const { instances, seed, seconds, stopped, outcomes, explanations } = report;
  const machines = [...new Set(outcomes.map(({ mutant }) => mutant.machine))];
  const whys = new Map(explanations.map(({ mutant, why }) => [mutant, why]));
  const survivors = outcomes.filter(({ verdict }) => verdict === 'survived');
  const idle = outcomes.filter(({ verdict }) => verdict === 'not-exercised');
  return [
    '# Mutants',
    '',
    `Made by \`ics-check mutants --write\` on ${instances.join(', ')} with seed ${String(seed)}, in ${String(Math.round(seconds))} s${stopped ? ', ended early' : ''}.`,
    '',
    `**Kill score ${killScore(report).toFixed(1)} %**: ${counted(countOf(report, 'killed'), 'mutant')} killed, ${String(countOf(report, 'survived'))} survived; ${String(countOf(report, 'not-exercised'))} not exercised, ${String(countOf(report, 'not-tried'))} not tried.`,
    '',
    markdownTable(
      ['machine', 'mutants', 'killed', 'survived', 'not exercised', 'not tried'],
      machines.map((machine) => {
        const own = outcomes.filter(({ mutant }) => mutant.machine === machine);
        const count = (verdict: MutantOutcome['verdict']): string =>
          String(own.filter((outcome) => outcome.verdict === verdict).length);
        const verdicts = ['killed', 'survived', 'not-exercised', 'not-tried'] as const;
        return [machine, String(own.length), ...verdicts.map(count)];
      }),
    ),
    '',
    '## Survivors',
    '',
    survivors.length === 0
      ? 'None.'
      : markdownTable(
          ['mutant', 'any step differs', 'why nothing notices'],
          survivors.map(({ mutant, differs }) => [
            `\`${mutant.id}\``,
            differs === true ? 'yes' : 'no',
            whys.get(mutant.id) ?? 'not explained',
          ]),
        ),
    '',
    '## What killed them',
    '',
    markdownTable(['how', 'mutants'], ways(outcomes)),
    '',
    markdownTable(['property', 'mutants'], killers(outcomes)),
    '',
    '## Not exercised',
    '',
    'Runs of the sound machines on these instances never come to where these differ.',
    '',
    idle.length === 0
      ? 'None.'
      : markdownTable(
          ['mutant', 'why nothing comes there'],
          idle.map(({ mutant }) => [`\`${mutant.id}\``, whys.get(mutant.id) ?? 'not explained']),
        ),
    '',
  ].join('\n');
}

/** Properties by the number of mutants that they killed first. */
const killers = (outcomes: readonly MutantOutcome[]): readonly (readonly string[])[] =>
  mostFirst(outcomes.flatMap(({ kill }) => (kill === undefined ? [] : [kill.property])));

/** Ways and engines by the number of mutants that they killed first. */
const ways = (outcomes: readonly MutantOutcome[]): readonly (readonly string[])[] =>
  mostFirst(
    outcomes.flatMap(({ kill }) => (kill === undefined ? [] : [`${kill.way}, ${kill.engine} engine`])),
  );

function mostFirst(labels: readonly string[]): readonly (readonly string[])[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .map(([label, count]) => [label, String(count)]);
}

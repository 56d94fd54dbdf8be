/** Coverage of the machines for the terminal. */
import type { CoverageCounts, CoverageReport } from '../search/result.ts';
import type { Palette } from './palette.ts';

/** Ends without a line break. */
export function coverageText({ transitions, guards }: CoverageReport, palette: Palette): string {
  return [
    palette.title('Coverage'),
    ...countsText('transitions of the machines taken', transitions, palette),
    ...countsText('guards seen both to hold and to fail', guards, palette),
  ].join('\n');
}

function countsText(
  what: string,
  { covered, total, missing }: CoverageCounts,
  palette: Palette,
): readonly string[] {
  // Rounded down: 100 % means all of them.
  const percent = total === 0 ? 100 : Math.floor((covered / total) * 1000) / 10;
  return [
    `  ${percent} % of the ${what} (${covered} of ${total})`,
    ...missing.map((name) => palette.faint(`    not: ${name}`)),
  ];
}

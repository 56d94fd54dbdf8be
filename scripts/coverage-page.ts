/**
 * Writes docs/results/coverage.md: which transitions of the machines random runs take, and which outcomes their guards
 * have, over all presets together, and of what they do not cover, why. No property is tested on the way.
 *
 *   npx tsx scripts/coverage-page.ts [--runs N] [--steps N] [--seed N]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { coverageExceptions } from '../model/coverage-exceptions.ts';
import { createIcsSystem } from '../model/ics-system.ts';
import { randomBudgetBounds } from '../model/instance.ts';
import { loadInstance, presetNames } from '../model/load-instance.ts';
import { markdownTable } from '../src/report/markdown-table.ts';
import { testRandomly } from '../src/search/random-engine.ts';
import { Coverage, type CoverageSummary } from '../src/system/coverage.ts';
import { defineSystem } from '../src/system/define-system.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    steps: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
  },
});
const [runs, steps, seed] = [values.runs, values.steps, values.seed].map(Number) as [number, number, number];

const coverage = new Coverage();
const rows: string[][] = [];
for (const preset of presetNames()) {
  const subject = createIcsSystem(loadInstance(preset));
  const result = await testRandomly({
    system: defineSystem(subject.definition),
    subject,
    properties: [],
    closings: subject.closings,
    budgetBounds: randomBudgetBounds(subject.instance),
    // A step of the hub costs as much as a hundred elsewhere.
    runs: preset === 'hub' ? Math.ceil(runs / 10) : runs,
    steps,
    seed,
    coverage,
  });
  const { transitions, guards } = result.coverage;
  const after = ({ covered, total }: CoverageSummary): string => `${String(covered)} of ${String(total)}`;
  rows.push([
    preset,
    String(result.runs.steps),
    String(result.runs.distinct),
    after(transitions),
    after(guards),
  ]);
  process.stdout.write(`${preset}: ${after(transitions)} transitions, ${after(guards)} outcomes of guards\n`);
}

function uncovered({ missing }: CoverageSummary): readonly string[] {
  if (missing.length === 0) return ['None.', ''];
  const reasonOf = (name: string): string =>
    coverageExceptions.find(({ names }) => names.some((known) => name.includes(known)))?.reason ??
    'no reason recorded';
  return [
    markdownTable(
      ['not covered', 'why'],
      missing.map((name) => [`\`${name}\``, reasonOf(name)]),
    ),
    '',
  ];
}

const page = [
  '# Coverage by random runs',
  '',
  `Made by \`npx tsx scripts/coverage-page.ts --runs ${String(runs)} --steps ${String(steps)} --seed ${String(seed)}\`. Counts are of all presets down to the row. A guard counts twice, once for each outcome; what another guard decides before it is asked counts as not asked.`,
  '',
  markdownTable(
    ['preset', 'steps', 'states', 'transitions taken', 'outcomes of guards seen'],
    rows,
    new Set([1, 2, 3, 4]),
  ),
  '',
  '## Transitions',
  '',
  ...uncovered(coverage.transitions()),
  '## Outcomes of guards',
  '',
  ...uncovered(coverage.guardOutcomes()),
].join('\n');

writeFileSync('docs/results/coverage.md', await format(page, { parser: 'markdown', printWidth: 110 }));

/** Goal: what a verification looked at is told completely, in text, JSON and XML. */
import test from 'ava';
import { fairnessText } from '../../src/report/fairness-text.ts';
import { jsonReport } from '../../src/report/json-report.ts';
import { junitReport } from '../../src/report/junit-report.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { sarifLog } from '../../src/report/sarif-log.ts';
import { scopesText } from '../../src/report/scopes-text.ts';
import { stateTotals, type VerifyReport } from '../../src/report/verify-report.ts';
import type { PassSummary } from '../../src/search/explicit/explicit-options.ts';
import { sampleReport } from './sample-report.ts';

const pass: PassSummary = {
  scope: 'calm',
  observers: [],
  distinct: 2000,
  generated: 5000,
  depth: 7,
  complete: true,
  stopped: '',
  bytesPerState: 12.345,
  seconds: 2,
  reductions: ['symmetry'],
  reductionNotes: ['partial order would hide a property'],
  represents: 3900,
  partlyExpanded: 0,
};
const stopped: PassSummary = {
  ...pass,
  observers: ['heard', 'sent', 'flags'],
  distinct: 10,
  generated: 30,
  depth: 9,
  complete: false,
  stopped: 'the limit of 10 states was reached',
  reductions: [],
};

const report: VerifyReport = {
  ...sampleReport,
  engine: 'explicit',
  system: null,
  limits: { maxStates: 10 },
  withoutReductions: ['partial-order'],
  workers: 1,
  scopes: [
    {
      name: 'calm',
      description: 'nobody goes down',
      budgets: { stakingOperations: 2, consumerDowntimes: 0, unjailings: 'unlimited' },
      passes: [pass, stopped],
    },
    { name: 'wild', description: 'everything', budgets: {}, passes: [] },
  ],
  result: { ...sampleReport.result, skippedPasses: 1 },
};

test('bounds are told in words, passes with what they visited and what a reduction gained', (t) => {
  t.deepEqual(
    scopesText(report.scopes, plainPalette)
      .split('\n')
      .map((line) => line.replace(/ {2,}/g, '  ')),
    [
      'Bounds and states',
      '  calm: nobody goes down',
      '  staking operations: at most 2, unjailings: any number; no consumer downtimes',
      '  without observers  2000 states  5000 generated  depth 7  12.3 B/state  2500/s  symmetry (factor 1.9)  complete',
      '  heard, sent, 1 more  10 states  30 generated  depth 9  15/s  no reduction  the limit of 10 states was reached',
      '  partial order would hide a property',
      '  wild: everything',
      '  no budgets: nothing is bounded but by the machines themselves',
      '  not begun',
      '  "holds" means: in every state and on every run within these bounds.',
    ],
  );
});

test('totals are sums over passes, the depth is the largest', (t) => {
  t.deepEqual(stateTotals(report), {
    distinct: 2010,
    generated: 5030,
    depth: 9,
    complete: false,
    passes: 2,
  });
  t.like(jsonReport(report), {
    states: { distinct: 2010, generated: 5030, depth: 9, complete: false },
    limits: { maxStates: 10, maxMemoryMb: null, maxSeconds: null },
    withoutReductions: ['partial-order'],
    skippedPasses: 1,
  });
  t.regex(junitReport(report), /name="generated" value="5030"/);
});

test('a certificate says of each class why the loop does not neglect it', (t) => {
  const shared = { strength: 'weak', component: 'm' } as const;
  const lines = [
    { ...shared, name: 'relay', reason: 'taken', event: 1 },
    { ...shared, name: 'unjail', reason: 'disabled', before: 0, spent: ['unjailings'] },
    { ...shared, name: 'block', reason: 'never-enabled', spent: [] },
  ] as const;
  t.is(
    fairnessText({ set: 'F1', opensAt: 2, lines }, 4, 6, plainPalette),
    [
      '  The loop is fair (F1):',
      '    relay: taken in step 6',
      '    unjail: not possible before step 5, because a budget is spent: unjailings',
      '    block: not possible anywhere in the loop',
    ].join('\n'),
  );
  t.regex(fairnessText({ set: null, opensAt: 0, lines: [] }, 0, 0, plainPalette), /no fairness set/);
  t.regex(
    fairnessText({ set: 'F1', opensAt: 2, lines: lines.slice(1) }, 6, 6, plainPalette),
    /That nothing happens is fair[^]*unjail: not possible in the last state/,
  );
});

const rule = { id: 'r', title: 'r', description: 'r', help: 'r' };
const paths: readonly (readonly [file: string, uri: string])[] = [
  ['out dir/a.json', 'out%20dir/a.json'],
  ['/home/me/out/a.json', 'out/a.json'],
  ['./out/../b.json', 'b.json'],
  ['../elsewhere/a b.json', 'file:///home/elsewhere/a%20b.json'],
  ['/tmp/a.json', 'file:///tmp/a.json'],
];
for (const [file, uri] of paths) {
  test(`the path ${file} becomes ${uri}`, (t) => {
    const log = sarifLog('1', {}, [{ rule, level: 'error', text: 'x', file }], '/home/me');
    t.like(log, {
      runs: [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri } } }] }] }],
    });
  });
}

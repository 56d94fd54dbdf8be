import test from 'ava';
import { counterexampleText } from '../../src/report/counterexample-text.ts';
import { jsonReport } from '../../src/report/json-report.ts';
import { paletteFor, plainPalette } from '../../src/report/palette.ts';
import { terminalReport } from '../../src/report/terminal-report.ts';
import { sampleProperty, sampleReport } from './sample-report.ts';

test('a counterexample tells who did what, what changed, what repeats and what is broken', (t) => {
  t.is(
    counterexampleText(sampleProperty('broken', 'violated', 'holds'), plainPalette),
    [
      'broken (c1) is violated in 3 steps',
      '  Statement of broken.',
      '',
      '  1  c1        v1 stops signing',
      '               provider: takes note',
      '                 consumer-c1 down: [] -> ["v1"]',
      '                 consumer-c1 queue[v1]: + {"key":"v1"}',
      '                 consumer-c1 queue[v2]: - {"key":"v2"}',
      '  -- from here on something is owed --',
      '  2  provider  a delegator stakes 1 token',
      '  -- the loop begins --',
      '  3  provider  block 1 ends',
      '  (step 3 repeats for ever)',
      '',
      '  Broken: v1 is "down" & never <jailed>',
      '  Trace:  out dir/broken.itf.json   (ics-check replay out dir/broken.itf.json)',
      '  Found in run 0 of this seed; ics-check test --path 0 plays that run alone.',
    ].join('\n'),
  );
});

test('the report puts first what needs attention', (t) => {
  const report = terminalReport(sampleReport, { palette: plainPalette, quiet: false });
  const order = [
    'Violated (1)',
    'Vacuous',
    'not rediscovered (1)',
    'as expected (1)',
    'Held (1)',
    'Not applicable (1)',
  ];
  const positions = order.map((heading) => report.indexOf(heading));
  t.true(
    positions.every((position) => position >= 0),
    JSON.stringify(positions),
  );
  t.deepEqual(
    positions,
    positions.toSorted((a, b) => a - b),
  );
  t.regex(report, /90 % of the transitions of the machines taken \(9 of 10\)\n {4}not: provider: unjail/);
  t.regex(report, /There are unexpected verdicts\.\n$/);
});

test('a quiet report leaves out what is as expected', (t) => {
  const report = terminalReport(sampleReport, { palette: plainPalette, quiet: true });
  t.regex(report, /broken/);
  t.notRegex(report, /kept|Coverage|elsewhere/);
});

test('with a fault the known findings are told apart, and their stories left out', (t) => {
  const report = terminalReport({ ...sampleReport, faulty: true }, { palette: plainPalette, quiet: false });
  t.regex(report, /Violated \(1\)\n {2}broken/);
  t.regex(report, /Violated, as they are without the fault \(1\)\n {2}finding/);
  t.regex(report, /broken \(c1\) is violated in/);
  t.notRegex(report, /finding \(c1\) is violated in/);
});

test('colours are used only when wanted', (t) => {
  const escape = '\u001B[';
  t.true(terminalReport(sampleReport, { palette: paletteFor(true), quiet: false }).includes(escape));
  t.false(terminalReport(sampleReport, { palette: plainPalette, quiet: false }).includes(escape));
});

test('the JSON document has the published shape', (t) => {
  const document = jsonReport(sampleReport);
  t.like(document, {
    command: 'test',
    instance: 'pair',
    features: { epochs: true },
    faults: ['F12'],
    engine: 'random',
    seed: 1,
    runs: { count: 10, steps: 200, distinct: 50 },
    seconds: 1.25,
    coverage: {
      transitions: { covered: 9, total: 10, missing: ['provider: unjail'] },
      guards: { covered: 4, total: 4, missing: [] },
    },
  });
  const [kept, broken] = document['properties'] as unknown[];
  t.like(kept, {
    id: 'kept',
    verdict: 'not-violated',
    expected: 'holds',
    reasons: [],
    witnesses: 5,
    trace: null,
    length: 0,
  });
  t.like(broken, {
    id: 'broken',
    verdict: 'violated',
    expected: 'holds',
    trace: 'out dir/broken.itf.json',
    length: 3,
  });
});

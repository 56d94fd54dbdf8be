import test from 'ava';
import {
  killScore,
  mutantsExitCode,
  mutantsJson,
  mutantsSummary,
  mutantText,
  type MutantsReport,
} from '../../src/report/mutants-report.ts';
import { plainPalette } from '../../src/report/palette.ts';
import type { MutantOutcome } from '../../src/search/mutants/hunt.ts';

function outcome(name: string, verdict: MutantOutcome['verdict']): MutantOutcome {
  const mutant = { id: `heater/${name}=dropped`, machine: 'heater', kind: 'action-dropped', name } as const;
  if (verdict !== 'killed') return { mutant, verdict };
  const kill = {
    way: 'violation',
    engine: 'random',
    instance: 'room',
    within: '',
    property: 'off-when-hot',
    message: 'it is on',
    length: 4,
  } as const;
  return { mutant, verdict, kill };
}

const base: MutantsReport = {
  instances: ['room'],
  seed: 1,
  seconds: 2,
  stopped: false,
  minScore: 75,
  outcomes: [
    outcome('heat', 'killed'),
    outcome('stop', 'killed'),
    outcome('warm', 'killed'),
    outcome('hum', 'survived'),
    outcome('melt', 'not-exercised'),
  ],
  explanations: [{ mutant: 'heater/hum=dropped', why: 'nobody hears it' }],
};

test('the score is the share of killed mutants among those that were tried to the end', (t) => {
  t.is(killScore(base), 75);
  t.is(killScore({ ...base, outcomes: [] }), 100);
});

const codes: readonly (readonly [title: string, report: MutantsReport, code: 0 | 1 | 3])[] = [
  ['enough killed, all survivors explained', base, 0],
  ['too low a score', { ...base, minScore: 76 }, 1],
  ['a survivor nobody explains', { ...base, explanations: [] }, 1],
  [
    'an explanation of a killed mutant',
    { ...base, explanations: [...base.explanations, { mutant: 'heater/heat=dropped', why: 'wrong' }] },
    1,
  ],
  ['the time ran out', { ...base, stopped: true }, 3],
  ['the time ran out after a survivor', { ...base, stopped: true, explanations: [] }, 1],
];
for (const [title, report, code] of codes)
  test(`exit code ${String(code)}: ${title}`, (t) => {
    t.is(mutantsExitCode(report), code);
    t.is(mutantsJson(report)['exitCode'], code);
  });

test('the summary names survivors and stale explanations', (t) => {
  const stale = [{ mutant: 'heater/heat=dropped', why: 'wrong' }];
  t.is(
    mutantsSummary({ ...base, explanations: stale, stopped: true }, plainPalette),
    [
      '3 mutants killed, 1 survived; 1 not exercised, 0 not tried. Kill score 75.0 %, at least 75 % expected.',
      'Survivors without an explanation: heater/hum=dropped',
      'Explained, yet killed: heater/heat=dropped',
      'Ended before everything was tried.',
      '',
    ].join('\n'),
  );
});

test('a survivor is told with its explanation; quiet leaves out what is as it should be', (t) => {
  const [killed, , , survivor] = base.outcomes;
  if (killed === undefined || survivor === undefined) throw new TypeError('no outcomes');
  t.is(
    mutantText(survivor, base.explanations, plainPalette, false),
    'heater/hum=dropped  survived: nobody hears it\n',
  );
  t.is(mutantText(survivor, base.explanations, plainPalette, true), '');
  t.is(mutantText(survivor, [], plainPalette, true), 'heater/hum=dropped  survived\n');
  t.is(
    mutantText(killed, [], plainPalette, false),
    'heater/heat=dropped  killed by off-when-hot (violation, room)\n',
  );
});

import test from 'ava';
import { mutantsPage } from '../../src/report/mutants-page.ts';
import type { MutantOutcome } from '../../src/search/mutants/hunt.ts';

const named = (name: string) => ({
  id: `heater/${name}=dropped`,
  machine: 'heater',
  kind: 'action-dropped' as const,
  name,
});
const kill = {
  way: 'violation',
  engine: 'random',
  instance: 'room',
  within: '',
  property: 'off-when-hot',
  message: 'it is on',
  length: 4,
} as const;

const outcomes: readonly MutantOutcome[] = [
  { mutant: named('heat'), verdict: 'killed', kill },
  { mutant: named('warm'), verdict: 'killed', kill },
  { mutant: named('cool'), verdict: 'killed', kill: { ...kill, property: 'never-warm' } },
  { mutant: named('hum'), verdict: 'survived', differs: true },
  { mutant: named('melt'), verdict: 'not-exercised' },
];

test('the page tells the score, each survivor with its explanation, and what killed the others', (t) => {
  const page = mutantsPage({
    instances: ['room'],
    seed: 7,
    seconds: 2.4,
    stopped: false,
    minScore: 95,
    outcomes,
    explanations: [{ mutant: 'heater/hum=dropped', why: 'nobody hears it' }],
  });
  t.regex(page, /^# Mutants\n\nMade by `ics-check mutants --write` on room with seed 7, in 2 s\.$/m);
  t.regex(page, /\*\*Kill score 75\.0 %\*\*: 3 mutants killed, 1 survived; 1 not exercised, 0 not tried\./);
  t.regex(page, /^\| heater +\| 5 +\| 3 +\| 1 +\| 1 +\| 0 +\|$/m);
  t.regex(page, /^\| `heater\/hum=dropped` \| yes +\| nobody hears it +\|$/m);
  t.regex(page, /^\| off-when-hot \| 2 +\|\n\| never-warm +\| 1 +\|$/m);
  t.regex(page, /## Not exercised[^]*\| `heater\/melt=dropped` \| not explained +\|/);
});

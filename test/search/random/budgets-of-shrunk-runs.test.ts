/** Goal: a shortened counterexample costs no more than the runs of the instance may, even where one that does is shorter. */
import test from 'ava';
import { testRandomly } from '../../../src/search/random-engine.ts';
import { ladderWith, neverEight } from '../../models/ladder.ts';

const leapsOf = async (leaps: number): Promise<readonly string[]> => {
  const system = ladderWith(leaps);
  const result = await testRandomly({
    system,
    subject: null,
    properties: [neverEight],
    closings: {},
    budgetBounds: { leaps },
    runs: 40,
    steps: 20,
    seed: 1,
  });
  return (result.properties[0]?.violation?.events ?? []).map(({ event }) => event.type);
};

for (const [leaps, length] of [
  [0, 8],
  [3, 5],
  [9, 4],
] as const) {
  test(`with ${leaps} leaps it takes ${length} steps`, async (t) => {
    const events = await leapsOf(leaps);
    t.is(events.length, length);
    t.is(events.filter((type) => type === 'leap').length, Math.min(leaps, 4));
  });
}

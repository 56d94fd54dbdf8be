/** The least power in the top N against a brute-force statement of what it is. */
import test from 'ava';
import fc from 'fast-check';
import { minPowerInTopN } from '../../../model/shaping/min-power.ts';
import { obligingPower } from '../../../properties/shaped-set.ts';
import type { ValidatorPower } from '../../../model/vocabulary.ts';

const setOf = (powers: readonly number[]): readonly ValidatorPower[] =>
  powers.map((power, index) => ({ validator: `v${String(index + 1)}`, power }));

for (const [topN, expected] of [
  [50, 5],
  [51, 3],
  [80, 3],
  [81, 2],
  [100, 2],
] as const) {
  test(`among 5, 3 and 2 the top ${String(topN)} % begin at ${String(expected)}`, (t) => {
    t.is(minPowerInTopN(setOf([3, 5, 2]), topN), expected);
  });
}

test('nobody is in the top of nobody', (t) => {
  t.is(minPowerInTopN([], 50), undefined);
});

test('it is the greatest power whose holders, and all above them, have N percent', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 100 }),
      (powers, topN) => {
        const least = minPowerInTopN(setOf(powers), topN) ?? 0;
        const total = powers.reduce((sum, power) => sum + power, 0);
        const holdsEnough = (threshold: number): boolean =>
          100 * powers.filter((power) => power >= threshold).reduce((sum, power) => sum + power, 0) >=
          topN * total;
        t.true(powers.includes(least));
        t.true(holdsEnough(least));
        for (const greater of powers.filter((power) => power > least)) t.false(holdsEnough(greater));
        t.is(obligingPower(setOf(powers), topN), least);
      },
    ),
    { numRuns: 400, seed: 1 },
  );
});

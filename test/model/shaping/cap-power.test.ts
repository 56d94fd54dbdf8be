/** The power cap against its laws, stated by brute force, on random sets; and the examples known of it. */
import test from 'ava';
import fc from 'fast-check';
import { capPowers, mostPower } from '../../../model/shaping/cap-power.ts';
import { computeNextSet } from '../../../model/shaping/compute-next-set.ts';
import type { PowerShaping, ValidatorPower } from '../../../model/vocabulary.ts';
import { shapedMembers } from '../../../properties/shaped-set.ts';

const unshaped: PowerShaping = {
  topN: 0,
  setCap: 0,
  powerCap: 0,
  allow: [],
  deny: [],
  priority: [],
  minStake: 0,
  allowInactive: true,
};

const setOf = (powers: readonly number[]): readonly ValidatorPower[] =>
  powers.map((power, index) => ({ validator: `v${String(index + 1)}`, power }));
const capped = (powers: readonly number[], percent: number): readonly number[] =>
  setOf(powers).map(
    ({ validator }) =>
      capPowers(setOf(powers), percent).find((each) => each.validator === validator)?.power ?? 0,
  );
const sum = (powers: readonly number[]): number => powers.reduce((total, power) => total + power, 0);

for (const [powers, percent, expected] of [
  [[100, 1, 1, 1], 30, [30, 24, 24, 25]],
  [[3, 1], 50, [2, 2]],
  [[1, 1, 1], 30, [1, 1, 1]],
  [[10, 10, 10], 30, [9, 9, 9]],
  [[60, 138, 559], 35, [229, 264, 264]],
  [[5], 50, [2]],
  [[4, 3, 2], 100, [4, 3, 2]],
] as const) {
  test(`{${powers.join(', ')}} capped to ${String(percent)} %`, (t) => {
    t.deepEqual(capped(powers, percent), expected);
  });
}

const powerLists = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 });
const percents = fc.integer({ min: 1, max: 100 });

test('what judges the cap, by rules of its own, comes to the same', (t) => {
  fc.assert(
    fc.property(powerLists, percents, (powers, percent) => {
      const parameters = { ...unshaped, powerCap: percent };
      const stakes = setOf(powers).map((each) => ({ ...each, tokens: each.power }));
      const optedIn = stakes.map(({ validator }) => validator);
      const shaping = { parameters, optedIn, minPowerInTopN: null, beforeLaunch: null };
      t.deepEqual(shapedMembers(shaping, stakes, 8), computeNextSet(stakes, shaping, 8));
    }),
    { numRuns: 400, seed: 2 },
  );
});

test('the laws of the power cap', (t) => {
  let feasible = 0;
  fc.assert(
    fc.property(powerLists, percents, (powers, percent) => {
      const most = mostPower(sum(powers), percent);
      const result = capped(powers, percent);
      if (sum(powers) > powers.length * most) {
        t.deepEqual(
          result,
          powers.map(() => most),
          'infeasible: all get the cap',
        );
        return;
      }
      feasible += 1;
      t.is(sum(result), sum(powers), 'the total is preserved');
      powers.forEach((power, index) => {
        const after = result[index] ?? 0;
        t.true(after <= most && after >= Math.min(power, most), `${String(power)} becomes ${String(after)}`);
        powers.forEach((other, at) => {
          if (power > other) t.true(after >= (result[at] ?? 0), 'the order is preserved');
          if (power === other)
            t.true(Math.abs(after - (result[at] ?? 0)) <= 1, 'equals differ by one at most');
        });
      });
    }),
    { numRuns: 400, seed: 1 },
  );
  t.true(feasible > 100, `only ${String(feasible)} feasible cases`);
});

/** As the code has it, step by step. */
function asInCode(powers: readonly number[], percent: number): readonly number[] {
  const most = Math.max(1, Math.floor((sum(powers) * percent) / 100));
  const sorted = setOf(powers).toSorted((a, b) => b.power - a.power);
  let remaining = sum(sorted.map(({ power }) => Math.max(0, power - most)));
  let receivers = sorted.filter(({ power }) => power < most).length;
  let each = receivers === 0 ? 0 : Math.floor(remaining / receivers);
  const result = new Map<string, number>();
  for (const { validator, power } of sorted) {
    if (power >= most) result.set(validator, most);
    else if (power + each >= most) {
      result.set(validator, most);
      remaining -= most - power;
      receivers -= 1;
    } else {
      result.set(validator, power + each);
      remaining -= each;
      receivers -= 1;
    }
    if (receivers > 0) each = Math.floor(remaining / receivers);
  }
  return setOf(powers).map(({ validator }) => result.get(validator) ?? 0);
}

test('powers are capped as the code does it', (t) => {
  fc.assert(
    fc.property(powerLists, percents, (powers, percent) => {
      t.deepEqual(capped(powers, percent), asInCode(powers, percent));
    }),
    { numRuns: 400, seed: 2 },
  );
});

test('huge powers are capped exactly', (t) => {
  t.is(mostPower(9_007_199_254_740_991, 33), 2_972_375_754_064_527);
});

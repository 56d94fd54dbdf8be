/**
 * The power cap: no validator is to have more than a percentage of the power of its consumer. What the strong ones lose
 * is handed to those below the cap, in equal parts, the strongest of them first; whole units that cannot be divided go
 * to the last ones. Small validators may so get more power than they have bonded (SC-8); the documentation's example
 * hands the odd units to others than the code does (SC-6).
 *
 * The cap is a percentage of the total before capping. Where even that much for everybody falls short of the total,
 * there is no solution: all get the cap, the total shrinks, and each has a greater share of it than allowed (N16).
 *
 * Spec: x/ccv/provider/keeper/power_shaping.go NoMoreThanPercentOfTheSum. (v4.2 rounded a cap that is a whole number down
 * to the next smaller one, see the fault T31; v4.3.0 on, it is as here.)
 */
import { truncatedShare } from '../fraction.ts';
import type { ValidatorPower } from '../vocabulary.ts';

/** The most power that one validator may have; never 0, so that nobody is capped out of the set. */
export function mostPower(total: number, percent: number): number {
  return Math.max(1, truncatedShare(total, { numerator: percent, denominator: 100 }));
}

/** How much power one validator may have of a total, with a cap of so many percent. */
export type MostPower = typeof mostPower;

/** The validators with their powers capped, by falling power; equal powers stay in the order in which they came. */
export function capPowers(
  validators: readonly ValidatorPower[],
  percent: number,
  mostOf: MostPower = mostPower,
): readonly ValidatorPower[] {
  const most = mostOf(
    validators.reduce((sum, { power }) => sum + power, 0),
    percent,
  );
  const byPower = validators.toSorted((a, b) => b.power - a.power);
  const strong = byPower.filter(({ power }) => power >= most);
  let receivers = byPower.length - strong.length;
  let remaining = strong.reduce((sum, { power }) => sum + power - most, 0);
  return byPower.map(({ validator, power }) => {
    if (power >= most) return { validator, power: most };
    const capped = Math.min(most, power + Math.floor(remaining / receivers));
    remaining -= capped - power;
    receivers -= 1;
    return { validator, power: capped };
  });
}

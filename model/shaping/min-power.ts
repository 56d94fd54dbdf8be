/**
 * Who is in the top N: walking down from the most powerful active validator, the power of the one at which the sum
 * first reaches N percent of the active power. Everybody with at least that power is in, so that equal powers stand or
 * fall together and the share may exceed N. Spec: x/ccv/provider/keeper/power_shaping.go ComputeMinPowerInTopN.
 *
 * The code compares decimals of 18 digits. Unequal shares of less than 1e16 units of power differ by more than their
 * rounding, so comparing exactly is the same.
 */
import { truncatedShare } from '../fraction.ts';
import type { ValidatorPower } from '../vocabulary.ts';

/**
 * @param topN percentage, 1 to 100
 * @returns the least power that belongs to the top N; undefined if nobody is active
 */
export function minPowerInTopN(active: readonly ValidatorPower[], topN: number): number | undefined {
  const powers = active.map(({ power }) => power).sort((a, b) => b - a);
  const needed = leastShare(sumOf(powers), topN);
  let sum = 0;
  for (const power of powers) {
    sum += power;
    if (sum >= needed) return power;
  }
  return undefined;
}

/** The least whole power that is `percent` of the total or more. */
function leastShare(total: number, percent: number): number {
  return total - truncatedShare(total, { numerator: 100 - percent, denominator: 100 });
}

function sumOf(powers: readonly number[]): number {
  return powers.reduce((sum, power) => sum + power, 0);
}

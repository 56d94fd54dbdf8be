/**
 * Soft opt-out (v1.2-v4.3, v5.0): the smallest validators of a consumer, which have a small share of its power together,
 * need not run it. Their downtime is detected like anybody's, but not reported.
 */
import { parseFraction, truncatedShare } from '../fraction.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import type { Fraction, KeyPower } from '../vocabulary.ts';
import { featuresOf } from '../vsc-age.ts';

/** SoftOptOutThreshold where the instance names no other. */
const releasedThreshold = '0.05';

export interface SoftOptOut {
  /** Downtime of that power is not reported, seen from the block in which the set was in force. */
  readonly isExempt: (set: readonly KeyPower[], power: number) => boolean;
  /** Blocks missed with that power are not even counted (v4.0+). */
  readonly isUncounted: (set: readonly KeyPower[], power: number) => boolean;
}

/** Everybody has to run the chain. */
export const nobodyExempt: SoftOptOut = { isExempt: () => false, isUncounted: () => false };

/**
 * The rule of a consumer. The slashing module runs before the module that computes the threshold, so the set is that of the
 * block before (which the caller has at hand); powers are those in the LastCommit. In v4.0-v4.3 the window of a validator that
 * ceases to be exempt is made to start then, which is the same as not counting before.
 */
export function softOptOutOf(instance: Instance, { softOptOutThreshold }: ConsumerInstance): SoftOptOut {
  const { softOptOut, freshDowntimeWindow } = featuresOf(instance);
  if (!softOptOut) return nobodyExempt;
  const threshold = parseFraction(softOptOutThreshold ?? releasedThreshold);
  const isExempt = (set: readonly KeyPower[], power: number): boolean =>
    power < smallestObligedPower(set, threshold);
  return {
    isExempt,
    isUncounted: (set, power) => freshDowntimeWindow && isExempt(set, power),
  };
}

/**
 * The power from which on validators have to run the chain: the first, in ascending order, with which the sum of powers
 * exceeds the threshold. Equal powers are all obliged, or all exempt. A threshold of 0 exempts nobody.
 * Spec: x/ccv/consumer/keeper/soft_opt_out.go UpdateSmallestNonOptOutPower.
 */
export function smallestObligedPower(set: readonly KeyPower[], threshold: Fraction): number {
  if (threshold.numerator === 0) return 0;
  const powers = set.map(({ power }) => power).toSorted((a, b) => a - b);
  const exempted = truncatedShare(
    powers.reduce((sum, power) => sum + power, 0),
    threshold,
  );
  let sum = 0;
  return powers.find((power) => (sum += power) > exempted) ?? 0;
}

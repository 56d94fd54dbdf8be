/**
 * The slash meter's allowance, worked out here a second time from the definition (ADR-002): the replenish fraction of
 * the provider's total power, rounded to the nearest integer with halves going to the even one, and never nothing.
 */
import type { Instance } from '../model/instance.ts';

const allowances = new WeakMap<Instance, Map<number, number>>();

/** In units of power. */
export function allowanceOf(instance: Instance, totalPower: number): number {
  let known = allowances.get(instance);
  if (known === undefined) allowances.set(instance, (known = new Map<number, number>()));
  let allowance = known.get(totalPower);
  if (allowance === undefined) {
    allowance = computeAllowance(instance.provider.slashMeterReplenishFraction, totalPower);
    known.set(totalPower, allowance);
  }
  return allowance;
}

function computeAllowance(fraction: string, totalPower: number): number {
  const millionths = BigInt(
    fraction.replace('.', '') + '0'.repeat(6 - (fraction.split('.')[1] ?? '').length),
  );
  const product = millionths * BigInt(totalPower);
  const floor = product / 1_000_000n;
  const twiceTheRest = 2n * (product % 1_000_000n);
  const roundsUp = twiceTheRest > 1_000_000n || (twiceTheRest === 1_000_000n && floor % 2n === 1n);
  return Math.max(1, Number(roundsUp ? floor + 1n : floor));
}

/** Power of all validators that are bonded at the start. */
export function genesisTotalPower({ validators, provider }: Instance): number {
  return validators
    .filter(({ start }) => start === 'existing')
    .map(({ tokens }) => Math.floor(tokens / provider.powerReduction))
    .sort((a, b) => b - a)
    .slice(0, provider.maxValidators)
    .reduce((sum, power) => sum + power, 0);
}

/**
 * More power than any validator can ever have: all tokens there are, delegated or not, with one validator. (Tokens that
 * unbond at the start come back to the delegator and may be staked again.)
 */
export function greatestPower({ validators, liquidTokens, provider }: Instance): number {
  const tokens = validators.reduce(
    (sum, validator) =>
      sum + validator.tokens + validator.unbonding.reduce((unbonding, entry) => unbonding + entry.tokens, 0),
    liquidTokens,
  );
  return Math.floor(tokens / provider.powerReduction);
}

/**
 * Power of validators and their order by power. The SDK's power index orders by whole units of power, not by tokens,
 * and equal powers by operator address; ids stand for addresses here.
 */
import type { ProviderValidator, StakedValidator, ValidatorPower } from '../vocabulary.ts';

/** Whole units of power that the tokens are worth; 0 never bonds. (Exact: a safe integer's quotient never rounds up.) */
export function powerOf(tokens: number, powerReduction: number): number {
  return Math.floor(tokens / powerReduction);
}

/** Order of ids as of addresses: by code unit, the same on every machine. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const knownPowers = new WeakMap<readonly ProviderValidator[], readonly ValidatorPower[]>();

/**
 * Validators with power after the last staking EndBlock, in the order of `validators` (by id). Remembered per list, as
 * several parts of a block ask for it and most blocks do not touch the validators.
 */
export function bondedPowers(validators: readonly ProviderValidator[]): readonly ValidatorPower[] {
  const known = knownPowers.get(validators);
  if (known !== undefined) return known;
  const bonded: ValidatorPower[] = [];
  for (const { id, lastPower } of validators)
    if (lastPower > 0) bonded.push({ validator: id, power: lastPower });
  knownPowers.set(validators, bonded);
  return bonded;
}

/** The same validators with the tokens that they have now, which more than their powers decide at the end of an epoch. */
export function bondedStakes(validators: readonly ProviderValidator[]): readonly StakedValidator[] {
  return validators.flatMap(({ id, lastPower, tokens }) =>
    lastPower > 0 ? [{ validator: id, power: lastPower, tokens }] : [],
  );
}

/**
 * The first `count` bonded validators of the power index, most powerful first, as a transaction finds them: ordered by
 * what they have now, without those in jail, but with the powers of the last staking EndBlock.
 * Spec: x/ccv/types/utils.go GetLastBondedValidatorsUtil.
 */
export function firstOfPowerIndex(
  validators: readonly ProviderValidator[],
  count: number,
  powerReduction: number,
): readonly ValidatorPower[] {
  return validators
    .filter(({ status, jailed }) => status === 'Bonded' && !jailed)
    .toSorted(
      (a, b) =>
        powerOf(b.tokens, powerReduction) - powerOf(a.tokens, powerReduction) || compareIds(a.id, b.id),
    )
    .slice(0, count)
    .map(({ id, lastPower }) => ({ validator: id, power: lastPower }));
}

/** lastTotalPower: of all bonded validators, also of those that are too small for consensus. */
export function totalPower(validators: readonly ProviderValidator[]): number {
  let total = 0;
  for (const { power } of bondedPowers(validators)) total += power;
  return total;
}

/** The `count` most powerful ones, in the order of `powers`. */
export function strongest<Power extends ValidatorPower>(
  powers: readonly Power[],
  count: number,
): readonly Power[] {
  if (powers.length <= count) return powers;
  const chosen = powers.toSorted(byPowerThenId).slice(0, count);
  return chosen.sort((a, b) => compareIds(a.validator, b.validator));
}

function byPowerThenId(a: ValidatorPower, b: ValidatorPower): number {
  return b.power - a.power || compareIds(a.validator, b.validator);
}

/**
 * What must be said to turn one keyed validator set into another: absolute powers by key, 0 for a key that is gone. A
 * validator that changes its key thus makes two updates. Spec: x/ccv/provider/keeper/validator_set_update.go DiffValidators.
 */
import type { KeyPower, StoredValidator } from '../vocabulary.ts';
import { compareIds } from './validator-power.ts';

/** Sorted by key; empty if the sets are equal. */
export function diffOf(before: readonly KeyPower[], after: readonly KeyPower[]): readonly KeyPower[] {
  const old = powersByKey(before);
  const next = powersByKey(after);
  const updates: KeyPower[] = [];
  for (const [key] of old) if (!next.has(key)) updates.push({ key, power: 0 });
  for (const [key, power] of next) if (old.get(key) !== power) updates.push({ key, power });
  return updates.sort((a, b) => compareIds(a.key, b.key));
}

function powersByKey(set: readonly KeyPower[]): ReadonlyMap<string, number> {
  return new Map(set.map(({ key, power }) => [key, power]));
}

/** The set as the consumer will have it: sorted by key. */
export function keyedPowers(set: readonly StoredValidator[]): readonly KeyPower[] {
  return set.map(({ key, power }) => ({ key, power })).sort((a, b) => compareIds(a.key, b.key));
}

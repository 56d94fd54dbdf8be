/**
 * Which of a few keys are not in a consumer's set, to notice when they enter it: the consumer then forgets what it knew
 * of them (clear-on-entry, x/ccv/consumer/keeper/validators.go ApplyCCValidatorChanges).
 */
import type { ConsumerKey, KeyPower } from '../../model/vocabulary.ts';

/** The keys, in their order, that have no power in the set. */
export function outsideOf(keys: readonly ConsumerKey[], set: readonly KeyPower[]): readonly ConsumerKey[] {
  if (keys.length === 0) return keys;
  return keys.filter((key) => !hasPower(set, key));
}

/** Of the keys that were outside, those that the set now has. */
export function enteredFrom(
  outside: readonly ConsumerKey[],
  set: readonly KeyPower[],
): readonly ConsumerKey[] {
  return outside.filter((key) => hasPower(set, key));
}

function hasPower(set: readonly KeyPower[], key: ConsumerKey): boolean {
  return set.some((member) => member.key === key && member.power > 0);
}

export function sameKeys(first: readonly string[], second: readonly string[]): boolean {
  return (
    first === second || (first.length === second.length && first.every((key, index) => second[index] === key))
  );
}

/**
 * Arithmetic of validator-set changes on a consumer. Sets and changes are sorted by key, so each operation is one merge
 * of two sorted lists: linear, and entries that do not change stay the same objects.
 */
import type { KeyPower } from '../vocabulary.ts';

/**
 * One list of changes that does what the older and then the newer one would do: of two entries for a key the newer wins.
 * An entry with power 0 stays in the list even if it undoes an addition in the same list. Spec: x/ccv/types/utils.go
 * AccumulateChanges.
 */
export function accumulateUpdates(
  older: readonly KeyPower[],
  newer: readonly KeyPower[],
): readonly KeyPower[] {
  return older.length === 0 ? newer : merge(older, newer);
}

/**
 * The set after the changes. Powers are absolute; power 0 removes a key, and does nothing for an unknown one. Spec:
 * x/ccv/consumer/keeper/validators.go ApplyCCValidatorChanges.
 */
export function applyUpdates(set: readonly KeyPower[], updates: readonly KeyPower[]): readonly KeyPower[] {
  return merge(set, updates).filter(({ power }) => power > 0);
}

/** The keys that the changes bring into the set, sorted. */
export function entrants(set: readonly KeyPower[], updates: readonly KeyPower[]): readonly string[] {
  return updates.filter(({ key, power }) => power > 0 && powerOf(set, key) === 0).map(({ key }) => key);
}

/** Power of a key in a set; 0 if it is not a member. */
export function powerOf(set: readonly KeyPower[], key: string): number {
  return set.find((member) => member.key === key)?.power ?? 0;
}

export function sameSets(a: readonly KeyPower[], b: readonly KeyPower[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(({ key, power }, index) => b[index]?.key === key && b[index].power === power))
  );
}

/** Every key of both lists once, sorted, with the entry of the second list where both have one. */
export function merge(first: readonly KeyPower[], second: readonly KeyPower[]): readonly KeyPower[] {
  const merged: KeyPower[] = [];
  let next = 0;
  for (const entry of first) {
    for (let other = second[next]; other !== undefined && other.key < entry.key; other = second[++next]) {
      merged.push(other);
    }
    const rival = second[next];
    if (rival?.key === entry.key) {
      merged.push(rival);
      next += 1;
    } else {
      merged.push(entry);
    }
  }
  for (; next < second.length; next += 1) {
    const rest = second[next];
    if (rest !== undefined) merged.push(rest);
  }
  return merged;
}

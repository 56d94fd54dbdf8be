/** VSC references compared: ages run backwards (an older id has the greater age), and id 0 is older than all. */
import type { KeyPower, UnbondingEntry, VscRef } from '../model/vocabulary.ts';

/** Whether the first reference is to an older id. Saturated ages cannot be told apart: neither is older. */
export function isOlder(first: VscRef, second: VscRef): boolean {
  if (second === 'genesis') return false;
  return first === 'genesis' || first > second;
}

/**
 * Whether the stake in the entry still belonged to the validator when the VSC was provided: then it backs the power
 * that the VSC grants, and a slash for an infraction under this VSC reaches it.
 */
export function beganAfter(entry: Pick<UnbondingEntry, 'createdAt'>, vsc: VscRef): boolean {
  if (entry.createdAt === 'before-channels') return false;
  return vsc === 'genesis' || entry.createdAt < vsc;
}

/** For messages: `VSC of age 2`, `the genesis set`. */
export function nameOf(vsc: VscRef): string {
  return vsc === 'genesis' ? 'the genesis set' : `VSC of age ${String(vsc)}`;
}

export function haveSameUpdates(first: readonly KeyPower[], second: readonly KeyPower[]): boolean {
  return (
    first === second ||
    (first.length === second.length &&
      first.every(({ key, power }, index) => second[index]?.key === key && second[index].power === power))
  );
}

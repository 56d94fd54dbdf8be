/** How far a power cap lifts small validators above their own power: a metric of a set. */
import type { ValidatorId, ValidatorPower } from '../model/vocabulary.ts';

export interface Inflation {
  readonly validator: ValidatorId;
  /** Power on the consumer. */
  readonly power: number;
  /** Power on the provider; greater than 0. */
  readonly bonded: number;
}

/** The member with the greatest ratio of its power on the consumer to that on the provider; the first of equals. */
export function worstInflation(
  bonded: readonly ValidatorPower[],
  members: readonly ValidatorPower[],
): Inflation | undefined {
  const own = new Map(bonded.map(({ validator, power }) => [validator, power]));
  let worst: Inflation | undefined;
  for (const { validator, power } of members) {
    const found = { validator, power, bonded: own.get(validator) ?? 0 };
    if (found.bonded === 0) continue;
    if (worst === undefined || power * worst.bonded > worst.power * found.bonded) worst = found;
  }
  return worst;
}

/** What properties of keys read, and where they apply: consumers on which validators may change their keys. */
import { keysOf } from '../model/component-ids.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { KeysContext, ProviderContext, ValidatorId } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { mayHappen } from './expectations.ts';

export type KeysSnapshot = LocalSnapshot<KeysContext>;

/** The checks that a property makes of each consumer on which keys may change. */
export function ofEachKeyedConsumer(
  checksOf: (instance: Instance, consumer: ConsumerInstance) => readonly Check[],
): (system: IcsSystem) => readonly Check[] {
  return ({ instance }) =>
    instance.consumers.filter(hasKeys).flatMap((consumer) => checksOf(instance, consumer));
}

/** The provider serves the consumer or is going to. */
export function isActive({ value }: KeysSnapshot): boolean {
  return value === 'unlaunched' || value === 'launched';
}

/** The key that the validator uses, or comes to use with the next epoch. */
export function currentKey({ assigned }: KeysContext, validator: ValidatorId): string {
  return assigned.find((each) => each.validator === validator)?.key ?? validator;
}

/** Whom the provider takes the key for: where it remembers nobody, for the validator with this key on the provider. */
export function takenFor({ owners }: KeysContext, key: string): ValidatorId {
  return owners.find((owner) => owner.key === key)?.validator ?? key;
}

export type StageSnapshots = readonly KeysSnapshot[];

interface Users {
  /** What must be read to tell, besides anything else. */
  readonly reads: readonly string[];
  /** Who uses the key on the consumer, given the snapshots of `reads`. */
  readonly userOf: (key: string, read: StageSnapshots) => ValidatorId;
}

/** Who uses the keys of a consumer, as far as the provider knows. */
export function usersOn(consumer: ConsumerInstance): Users {
  if (hasKeys(consumer)) {
    return {
      reads: [keysOf(consumer.id)],
      userOf: (key, [keys]) => (keys === undefined ? key : takenFor(keys.context, key)),
    };
  }
  const users = new Map(Object.entries(consumer.assignedKeys).map(([validator, key]) => [key, validator]));
  return { reads: [], userOf: (key) => users.get(key) ?? key };
}

/** Validators that exist, with the keys that they use, as text; for messages. */
export function keysInWords({ validators }: ProviderContext, keys: KeysContext): string {
  return validators.map(({ id }) => `${id} uses ${currentKey(keys, id)}`).join(', ');
}

/**
 * A replaced key may be forgotten while the consumer uses it, or is liable for having used it (N9): nothing but the
 * clock of the provider decides. Before v6 the consumer had to let go of it first.
 */
export function mayForgetTooEarly(system: IcsSystem): boolean {
  return (
    !system.features.vscMaturity && system.consumers.some(hasKeys) && mayHappen(system, 'keyAssignments')
  );
}

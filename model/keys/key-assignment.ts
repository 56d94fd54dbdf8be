/**
 * Who uses which consensus key on a consumer, and whom a key that the consumer names leads to.
 * Spec: x/ccv/provider/keeper/key_assignment.go; ADR-001.
 */
import { castDraft, produce } from 'immer';
import { compareIds } from '../provider/validator-power.ts';
import type { ConsumerKey, KeyAssignment, KeysContext, ValidatorId } from '../vocabulary.ts';

/** The key assigned to the validator; undefined while it uses that of the provider. */
export function assignedKey({ assigned }: KeysContext, validator: ValidatorId): ConsumerKey | undefined {
  return assigned.find((each) => each.validator === validator)?.key;
}

/** The key under which the validator appears on the consumer: the assigned one, else that of the provider (its id). */
export function keyInUse(context: KeysContext, validator: ValidatorId): ConsumerKey {
  return assignedKey(context, validator) ?? validator;
}

/** Whether the key leads to somebody: it is assigned, or was and has not been forgotten yet. */
export function isKnown({ owners }: KeysContext, key: ConsumerKey): boolean {
  return owners.some((owner) => owner.key === key);
}

/**
 * The validator that a key of the consumer leads to; a key that leads to nobody is taken for that of the provider,
 * whether or not such a validator exists. Spec: GetProviderAddrFromConsumerAddr.
 */
export function validatorBehind({ owners }: KeysContext, key: ConsumerKey): ValidatorId {
  return owners.find((owner) => owner.key === key)?.validator ?? key;
}

/** The validator uses the key from now on, and the key leads to it. */
export function withAssignment(context: KeysContext, { validator, key }: KeyAssignment): KeysContext {
  return produce(context, (draft) => {
    draft.assigned = [
      ...context.assigned.filter((each) => each.validator !== validator),
      { validator, key },
    ].sort((a, b) => compareIds(a.validator, b.validator));
    draft.owners = [...context.owners.filter((each) => each.key !== key), { validator, key }].sort((a, b) =>
      compareIds(a.key, b.key),
    );
  });
}

/** The keys lead to nobody any more. */
export function withoutOwners(context: KeysContext, keys: readonly ConsumerKey[]): KeysContext {
  if (keys.length === 0) return context;
  return produce(context, (draft) => {
    draft.owners = castDraft(context.owners.filter(({ key }) => !keys.includes(key)));
  });
}

/** The replaced key goes on leading to its validator for `seconds`. */
export function withReplacedKey(context: KeysContext, key: ConsumerKey, seconds: number): KeysContext {
  return produce(context, (draft) => {
    draft.toPrune = [...context.toPrune, { key, forgottenIn: seconds }].sort(
      (a, b) => a.forgottenIn - b.forgottenIn || compareIds(a.key, b.key),
    );
  });
}

/** The replaced key goes on leading to its validator until the VSC matures whose id is current now. */
export function withKeyAwaitingMaturity(context: KeysContext, key: ConsumerKey): KeysContext {
  return produce(context, (draft) => {
    draft.awaitingMaturity = [...context.awaitingMaturity, { key, vsc: 0 }].sort((a, b) =>
      compareIds(a.key, b.key),
    );
  });
}

/**
 * The replaced keys that are forgotten when `blocks` equally long blocks end, the last of which takes the clock to
 * `seconds` later: an EndBlock forgets what has become due by the time of its own block. Spec: PruneKeyAssignments.
 */
export function dueKeys(
  { toPrune }: KeysContext,
  { blocks, seconds }: { readonly blocks: number; readonly seconds: number },
): readonly ConsumerKey[] {
  return toPrune
    .filter(({ forgottenIn }) => forgottenIn * blocks <= seconds * (blocks - 1))
    .map(({ key }) => key);
}

/** `seconds` pass for the keys that are kept; the due ones are forgotten. */
export function afterBlocks(
  context: KeysContext,
  passed: { readonly blocks: number; readonly seconds: number },
): KeysContext {
  if (context.toPrune.length === 0) return context;
  const due = dueKeys(context, passed);
  return produce(withoutOwners(context, due), (draft) => {
    draft.toPrune = context.toPrune
      .filter(({ key }) => !due.includes(key))
      .map(({ key, forgottenIn }) => ({ key, forgottenIn: Math.max(0, forgottenIn - passed.seconds) }));
  });
}

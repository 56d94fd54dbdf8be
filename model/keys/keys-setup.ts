/**
 * Guards and actions of a consumer's keys on the provider, by name. What they are for is said in `descriptions.ts`.
 */
import { assertEvent, or, setup, stateIn } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { compareIds } from '../provider/validator-power.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { KeyRefusal, KeysContext, ToKeys } from '../vocabulary.ts';
import { featuresOf, growOlder, oldestVscAge } from '../vsc-age.ts';
import {
  afterBlocks,
  assignedKey,
  dueKeys,
  isKnown,
  keyInUse,
  validatorBehind,
  withAssignment,
  withKeyAwaitingMaturity,
  withoutOwners,
  withReplacedKey,
} from './key-assignment.ts';

/** Keys as assigned before the run begins. */
export function initialKeys({ assignedKeys }: ConsumerInstance): KeysContext {
  const assigned = Object.entries(assignedKeys).map(([validator, key]) => ({ validator, key }));
  const context: KeysContext = {
    assigned: assigned.toSorted((a, b) => compareIds(a.validator, b.validator)),
    owners: assigned.toSorted((a, b) => compareIds(a.key, b.key)),
    toPrune: [],
    awaitingMaturity: [],
  };
  return freeze(context, true);
}

/** The types of the machine alone. */
const keysTypes = setup({
  types: {
    context: {} as KeysContext,
    events: {} as ToKeys,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** Replaces the validator's key; `kept`: the one that it replaces goes on leading to the validator. */
export const assignReplacing = (
  replace: (context: KeysContext, replaced: string) => KeysContext,
  kept: boolean,
) =>
  keysTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'keyRequested');
    const { validator, key } = event;
    const replaced = assignedKey(context, validator);
    enqueue.assign(
      withAssignment(replaced === undefined ? context : replace(context, replaced), { validator, key }),
    );
    enqueue.emit(
      remark({
        type: 'keyAssigned',
        validator,
        key,
        replaced: replaced ?? '',
        kept: kept && replaced !== undefined,
      }),
    );
  });

const refuse = (reason: KeyRefusal) =>
  keysTypes.emit(({ event }) => {
    assertEvent(event, 'keyRequested');
    const { validator, key } = event;
    return remark({ type: 'keyAssignmentRefused', validator, key, reason });
  });

/** XState's `setup` with everything that the machine's configuration names. */
export function keysSetup(instance: Instance) {
  const { vscMaturity } = featuresOf(instance);
  const { unbondingSeconds } = instance.provider;
  const oldest = oldestVscAge(instance);

  return keysTypes.extend({
    guards: {
      consumerIsInactive: or([stateIn('stopped'), stateIn('deleted')]),
      consumerIsLaunched: stateIn('launched'),
      anotherValidatorUsesKey: ({ event }) =>
        event.type === 'keyRequested' && event.usedBy !== '' && event.usedBy !== event.validator,
      usesOwnKeyByDefault: ({ context, event }) =>
        event.type === 'keyRequested' &&
        event.usedBy === event.validator &&
        assignedKey(context, event.validator) === undefined,
      keyLeadsToAsker: ({ context, event }) =>
        event.type === 'keyRequested' &&
        isKnown(context, event.key) &&
        validatorBehind(context, event.key) === event.validator,
      keyIsKnown: ({ context, event }) => event.type === 'keyRequested' && isKnown(context, event.key),
      createdKeyIsKnown: ({ context, event }) =>
        event.type === 'validatorCreated' && isKnown(context, event.validator),
      launches: ({ event }) => event.type === 'phaseChanged' && event.phase === 'launched',
      stops: ({ event }) => event.type === 'phaseChanged' && event.phase === 'stopped',
      isDeleted: ({ event }) => event.type === 'phaseChanged' && event.phase === 'deleted',
    },
    actions: {
      nameKeys: keysTypes.emit(({ context, event }) => {
        assertEvent(event, ['epochEnded', 'launchMoment']);
        const bonded = event.bonded.map((each) => ({ ...each, key: keyInUse(context, each.validator) }));
        return sendMessage('next', { ...event, bonded });
      }),
      nameValidator: keysTypes.emit(({ context, event }) => {
        assertEvent(event, ['slashPacketReceived', 'evidenceSubmitted']);
        return sendMessage('next-inbox', { ...event, validator: validatorBehind(context, event.key) });
      }),

      assignKeepingReplaced: assignReplacing(
        (context, replaced) =>
          vscMaturity
            ? withKeyAwaitingMaturity(context, replaced)
            : withReplacedKey(context, replaced, unbondingSeconds),
        true,
      ),
      assignForgettingReplaced: assignReplacing(
        (context, replaced) => withoutOwners(context, [replaced]),
        false,
      ),
      noteKeyUnchanged: keysTypes.emit(({ context, event }) => {
        assertEvent(event, 'keyRequested');
        const { validator, key } = event;
        return remark({ type: 'keyUnchanged', validator, key, used: keyInUse(context, validator) });
      }),
      refuseForInactiveConsumer: refuse('consumerInactive'),
      refuseKeyOfAnother: refuse('keyOfAnotherValidator'),
      refuseOwnKey: refuse('ownKeyByDefault'),
      refuseKnownKey: refuse('keyInUse'),

      abortCreation: keysTypes.emit(({ event }) => {
        assertEvent(event, 'validatorCreated');
        return sendMessage('provider', { type: 'creationAborted', validator: event.validator });
      }),
      releaseKeyOfRemoved: keysTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'validatorRemoved');
        const { validator } = event;
        const key = assignedKey(context, validator);
        if (key === undefined) return;
        enqueue.assign(
          produce(withoutOwners(context, [key]), (draft) => {
            draft.assigned = castDraft(context.assigned.filter((each) => each.validator !== validator));
          }),
        );
        enqueue.emit(remark({ type: 'keyReleased', key, validator }));
      }),

      pruneDueKeys: keysTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'providerBlocksEnded');
        for (const key of dueKeys(context, event)) {
          enqueue.emit(remark({ type: 'keyPruned', key, validator: validatorBehind(context, key) }));
        }
        enqueue.assign(afterBlocks(context, event));
      }),
      pruneMaturedKeys: keysTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'vscMatured');
        const matured = context.awaitingMaturity.filter(({ vsc }) => vsc === event.vsc).map(({ key }) => key);
        for (const key of matured) {
          enqueue.emit(remark({ type: 'keyPruned', key, validator: validatorBehind(context, key) }));
        }
        enqueue.assign(
          produce(withoutOwners(context, matured), (draft) => {
            draft.awaitingMaturity = castDraft(
              context.awaitingMaturity.filter(({ key }) => !matured.includes(key)),
            );
          }),
        );
      }),
      growReferencesOlder: keysTypes.assign(({ context }) =>
        produce(context, (draft) => {
          for (const waiting of draft.awaitingMaturity) {
            const older = growOlder(waiting.vsc, oldest);
            if (older !== 'genesis') waiting.vsc = older;
          }
        }),
      ),
      forgetAll: keysTypes.assign(() => ({ assigned: [], owners: [], toPrune: [], awaitingMaturity: [] })),
    },
  });
}

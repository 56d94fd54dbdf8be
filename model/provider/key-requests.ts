/**
 * What the provider tells the keys of its consumers: who asks for which, which validators come and go, what time it is.
 * Spec: x/ccv/provider/keeper/msg_server.go AssignConsumerKey, hooks.go.
 */
import { assertEvent } from 'xstate';
import type { Send } from '../../src/system/vocabulary.ts';
import { produce } from 'immer';
import { sendToKeys, remark, sendMessage } from '../send-message.ts';
import type { ProviderContext } from '../vocabulary.ts';
import { providerTypes } from './provider-types.ts';
import { findValidator } from './staking-operations.ts';

/** Hands the request on, together with what only staking knows: whether somebody validates the provider with the key. */
export const passKeyRequestOn = providerTypes.emit(({ context, event }) => {
  assertEvent(event, 'assignKey');
  const { consumer, validator, key } = event;
  const usedBy = findValidator(context, key)?.id ?? '';
  return sendToKeys(consumer, { type: 'keyRequested', validator, key, usedBy });
});

export const announceCreation = providerTypes.emit(({ event }) => {
  assertEvent(event, 'createValidator');
  return sendMessage('keys', { type: 'validatorCreated', validator: event.validator });
});

/** As if the transaction had never been: the tokens are the delegator's again. */
export const undoCreation = providerTypes.enqueueActions(({ context, event, enqueue }) => {
  assertEvent(event, 'creationAborted');
  const { validator } = event;
  const created = findValidator(context, validator);
  // The keys of another consumer may have aborted it already.
  if (created === undefined) return;
  enqueue.assign(
    produce(context, (draft) => {
      draft.validators = draft.validators.filter(({ id }) => id !== validator);
      draft.liquidTokens += created.tokens;
    }),
  );
  enqueue.emit(remark({ type: 'creationRefused', validator }));
});

/** One message for each validator that existed before and does not any more. */
export function removals(before: ProviderContext, after: ProviderContext): readonly Send[] {
  if (before.validators === after.validators) return [];
  return before.validators
    .filter(({ id }) => findValidator(after, id) === undefined)
    .map(({ id }) => sendMessage('keys', { type: 'validatorRemoved', validator: id }));
}

/** Actions with which the provider puts unbondings on hold and lifts the holds (v1-v5, see unbonding-holds.ts). */
import { assertEvent } from 'xstate';
import type { Send } from '../../src/system/vocabulary.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { ProviderContext, ValidatorId } from '../vocabulary.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { providerTypes } from './provider-types.ts';
import {
  holdNewestEntry,
  holdValidator,
  liftAnsweredHolds,
  newlyUnbonding,
  releaseHolds,
} from './unbonding-holds.ts';

/**
 * What the hook asks the records when stake begins to unbond from the validator. An undelegation that joins an entry of
 * the same block is no new operation: it shares that one's hold.
 */
export function questionsOfHolding(
  before: ProviderContext,
  after: ProviderContext,
  validator: ValidatorId,
  { pausesUnbondings }: ProviderParameters,
): readonly Send[] {
  if (!pausesUnbondings || after.unbonding.length === before.unbonding.length) return [];
  return [sendMessage('records', { type: 'unbondingInitiated', validator, operation: 'entry' })];
}

/** By name; every machine has them, those of later versions do not use them. */
export function unbondingHoldActions(parameters: ProviderParameters) {
  return {
    askHoldersOfValidators: providerTypes.enqueueActions(({ context, enqueue }) => {
      for (const validator of newlyUnbonding(context, parameters))
        enqueue.emit(
          sendMessage('records', { type: 'unbondingInitiated', validator, operation: 'validator' }),
        );
    }),
    putOnHold: providerTypes.assign(({ context, event }) => {
      assertEvent(event, 'unbondingHeld');
      return event.operation === 'entry'
        ? holdNewestEntry(context, event.consumer)
        : holdValidator(context, event.validator, event.consumer, parameters);
    }),
    releaseHolds: providerTypes.assign(({ context, event }) => {
      assertEvent(event, 'holdsReleased');
      return releaseHolds(context, event.consumer, event.vsc);
    }),
    liftAnsweredHolds: providerTypes.enqueueActions(({ context, enqueue }) => {
      const { context: after, completed } = liftAnsweredHolds(context);
      enqueue.assign(after);
      for (const entry of completed) enqueue.emit(remark({ type: 'unbondingCompleted', entry }));
    }),
    restoreDeadlines: providerTypes.enqueueActions(({ enqueue }) => {
      enqueue.emit(sendMessage('deadlines', { type: 'stateRestored' }));
      if (parameters.hasSlashQueue) enqueue.emit(sendMessage('slash-queue', { type: 'stateRestored' }));
    }),
    checkDeadlines: providerTypes.emit(sendMessage('deadlines', { type: 'deadlinesChecked' })),
    announceVscIdToDeadlines: providerTypes.emit(sendMessage('deadlines', { type: 'vscIdAdvanced' })),
    announceTimeToDeadlines: providerTypes.emit(({ event }) => {
      assertEvent(event, ['nextBlock', 'restOfBlock', 'quietBlocks']);
      return sendMessage('deadlines', { type: 'providerTimePassed', seconds: event.seconds });
    }),
  };
}

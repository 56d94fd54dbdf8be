/** Guards and actions of the record for maturity packets (v1-v5), by name. */
import { assertEvent } from 'xstate';
import { produce } from 'immer';
import { remark, sendMessage } from '../send-message.ts';
import type { ConsumerRecordChoice, ConsumerRecordContext, ToConsumerRecord } from '../vocabulary.ts';
import { consumerRecordTypes, type ConsumerRecordParameters } from './consumer-record-types.ts';

interface RecordGuard {
  readonly context: ConsumerRecordContext;
  readonly event: ConsumerRecordChoice | ToConsumerRecord;
}

export function maturityGuards({ holdsOwnOnly }: Pick<ConsumerRecordParameters, 'holdsOwnOnly'>) {
  return {
    consumerIsInvolved: ({ context, event }: RecordGuard) =>
      event.type === 'unbondingInitiated' &&
      (!holdsOwnOnly || context.stored.some(({ validator }) => validator === event.validator)),
    unbondingsBegan: ({ context }: RecordGuard) => context.unbondingsBegan === true,
  };
}

export function maturityActions() {
  const markFile = (unbondingsBegan: boolean) =>
    consumerRecordTypes.assign(({ context }) =>
      produce(context, (draft) => {
        draft.unbondingsBegan = unbondingsBegan;
      }),
    );
  return {
    fileUnbonding: markFile(true),
    closeUnbondingFile: markFile(false),
    holdUnbonding: consumerRecordTypes.emit(({ context: { consumer }, event }) => {
      assertEvent(event, 'unbondingInitiated');
      const { validator, operation } = event;
      return sendMessage('provider', { type: 'unbondingHeld', consumer, validator, operation });
    }),
    awaitOpening: consumerRecordTypes.emit(sendMessage('deadlines', { type: 'openingAwaited' })),
    awaitOpeningNoMore: consumerRecordTypes.emit(sendMessage('deadlines', { type: 'openingDone' })),
    awaitMaturities: consumerRecordTypes.emit(({ context }) =>
      sendMessage('deadlines', { type: 'maturitiesAwaited', vscs: context.pending.map(({ vsc }) => vsc) }),
    ),
    noteMaturity: consumerRecordTypes.emit(({ event }) => {
      assertEvent(event, ['vscMaturedReceived', 'maturityDue']);
      return remark({ type: 'maturityRegistered', vsc: event.vsc });
    }),
    releaseMatured: consumerRecordTypes.emit(({ context: { consumer }, event }) => {
      assertEvent(event, ['vscMaturedReceived', 'maturityDue']);
      return sendMessage('provider', { type: 'holdsReleased', consumer, vsc: event.vsc });
    }),
    announceMaturity: consumerRecordTypes.emit(({ event }) => {
      assertEvent(event, ['vscMaturedReceived', 'maturityDue']);
      return sendMessage('maturity-listeners', { type: 'vscMatured', vsc: event.vsc });
    }),
    throttleMaturity: consumerRecordTypes.emit(({ context: { consumer }, event }) => {
      assertEvent(event, 'vscMaturedReceived');
      return sendMessage('slash-queue', { type: 'throttleMaturity', consumer, vsc: event.vsc });
    }),
    dropThrottledPackets: consumerRecordTypes.emit(({ context: { consumer } }) =>
      sendMessage('slash-queue', { type: 'dropThrottled', consumer }),
    ),
    releaseAll: consumerRecordTypes.emit(({ context: { consumer } }) =>
      sendMessage('provider', { type: 'holdsReleased', consumer, vsc: 'all' }),
    ),
    stopWaiting: consumerRecordTypes.emit(sendMessage('deadlines', { type: 'consumerRemoved' })),
  };
}

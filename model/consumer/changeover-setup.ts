/** Guards and actions of a consumer that was a chain of its own before (ADR-010), by name. */
import { assertEvent } from 'xstate';
import { castDraft, produce } from 'immer';
import type { ConsumerInstance } from '../instance.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { ConsumerChoice, ConsumerContext, DowntimeReport, ToConsumer } from '../vocabulary.ts';
import { consumerTypes } from './consumer-types.ts';
import { detectDowntime } from './missed-blocks.ts';
import { powerOf } from './validator-updates.ts';

interface ConsumerGuard {
  readonly context: ConsumerContext;
  readonly event: ConsumerChoice | ToConsumer;
}

export const changeoverGuards = {
  isFirstConsumerBlock: ({ context }: ConsumerGuard) => context.isFirstBlock === true,
  infractionPrecedesChangeover: ({ event }: ConsumerGuard) => event.type === 'oldInfractionFound',
};

export function changeoverActions({ downtimeBlocks, unbondingSeconds }: ConsumerInstance) {
  return {
    endFirstBlock: consumerTypes.assign(({ context }) => ({ ...context, isFirstBlock: false })),
    leaveDowntimeToOwnStaking: consumerTypes.enqueueActions(({ context, enqueue }) => {
      const { reports, missed } = detectDowntime(context, downtimeBlocks);
      enqueue.assign(
        produce(context, (draft) => {
          draft.missed = castDraft(missed);
        }),
      );
      for (const { key, power } of reports)
        enqueue.emit(
          sendMessage('standalone', { type: 'slashOwn', key, power, expiresIn: unbondingSeconds }),
        );
    }),
    leaveDoubleSignToOwnStaking: consumerTypes.emit(({ context, event }) => {
      assertEvent(event, 'equivocate');
      const power = powerOf(context.signers, event.key);
      return sendMessage('standalone', {
        type: 'slashOwn',
        key: event.key,
        power,
        expiresIn: unbondingSeconds,
      });
    }),
    leaveInfractionToOwnStaking: consumerTypes.emit(({ event }) => {
      assertEvent(event, 'oldInfractionFound');
      const { key, power, expiresIn } = event;
      return sendMessage('standalone', { type: 'slashOwn', key, power, expiresIn });
    }),
    queueOldInfraction: consumerTypes.enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, 'oldInfractionFound');
      const { key, power } = event;
      const report: DowntimeReport = { key, power, vsc: 'genesis', infraction: 'doubleSign' };
      enqueue.assign(
        produce(context, (draft) => {
          draft.queue.push(report);
        }),
      );
      enqueue.emit(remark({ type: 'doubleSignReportQueued', report }));
    }),
    tellOwnStakingOfTime: consumerTypes.emit(({ event }) => {
      assertEvent(event, 'nextBlock');
      return sendMessage('standalone', { type: 'ownTimePassed', seconds: event.seconds });
    }),
  };
}

/** Guards and actions of a consumer that was a chain of its own before (ADR-010), by name. */
import { assertEvent } from 'xstate';
import { castDraft, produce } from 'immer';
import type { ConsumerInstance } from '../instance.ts';
import { sendMessage } from '../send-message.ts';
import type { ConsumerContext } from '../vocabulary.ts';
import { consumerTypes } from './consumer-types.ts';
import { detectDowntime } from './missed-blocks.ts';
import { powerOf } from './validator-updates.ts';

export const changeoverGuards = {
  isFirstConsumerBlock: ({ context }: { readonly context: ConsumerContext }) => context.isFirstBlock === true,
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
    tellOwnStakingOfTime: consumerTypes.emit(({ event }) => {
      assertEvent(event, 'nextBlock');
      return sendMessage('standalone', { type: 'ownTimePassed', seconds: event.seconds });
    }),
  };
}

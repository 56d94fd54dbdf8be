/** Guards and actions of the transfer channel, by name; see `transfers-descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { castDraft, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { Coin, RewardChoice, RewardTransfer, ToTransfers, TransfersContext } from '../vocabulary.ts';
import { sendRewardMessage } from './send-reward-message.ts';

type TransferChoice = Extract<
  RewardChoice,
  { type: 'relayTransfer' | 'relayRefusedTransfer' | 'relayTransferError' | 'timeoutTransfer' }
>;

/** The types of the machine alone; faults build their replacements with it. */
export const transfersTypes = setup({
  types: {
    context: {} as TransfersContext,
    events: {} as TransferChoice | ToTransfers,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** The transfer that a relayer takes up. */
export function chosenTransfer(
  context: TransfersContext,
  event: TransferChoice | ToTransfers,
): RewardTransfer {
  assertEvent(event, ['relayTransfer', 'relayRefusedTransfer', 'timeoutTransfer']);
  return existing(context.inFlight[event.index]);
}

export function transfersSetup() {
  return transfersTypes.extend({
    guards: {
      transferIsInTime: ({ context, event }) => {
        assertEvent(event, ['relayTransfer', 'relayRefusedTransfer']);
        const transfer = context.inFlight[event.index];
        return transfer !== undefined && transfer.timesOutIn !== 0;
      },
      transferHasTimedOut: ({ context, event }) => {
        assertEvent(event, 'timeoutTransfer');
        return context.inFlight[event.index]?.timesOutIn === 0;
      },
      errorIsInFlight: ({ context, event }) => {
        assertEvent(event, 'relayTransferError');
        return context.refused[event.index] !== undefined;
      },
    },
    actions: {
      putTransfersInFlight: transfersTypes.assign(({ context, event }) => {
        assertEvent(event, 'transfersPut');
        return produce(context, (draft) => {
          draft.inFlight = castDraft([...context.inFlight, ...event.transfers].sort(byContent));
        });
      }),
      passTransferTime: transfersTypes.assign(({ context, event }) => {
        assertEvent(event, 'transferTimePassed');
        if (context.inFlight.every(({ timesOutIn }) => timesOutIn === null || timesOutIn === 0))
          return context;
        return produce(context, (draft) => {
          for (const transfer of draft.inFlight) {
            if (transfer.timesOutIn !== null) {
              transfer.timesOutIn = Math.max(0, transfer.timesOutIn - event.seconds);
            }
          }
          draft.inFlight.sort(byContent);
        });
      }),
      takeTransfer: transfersTypes.assign(({ context, event }) => {
        assertEvent(event, ['relayTransfer', 'relayRefusedTransfer', 'timeoutTransfer']);
        return produce(context, (draft) => {
          draft.inFlight.splice(event.index, 1);
        });
      }),
      mintVouchers: transfersTypes.emit(({ context, event }) =>
        sendRewardMessage('reward-pool', {
          type: 'coinsReceived',
          ...coinOf(chosenTransfer(context, event)),
        }),
      ),
      creditConsumer: transfersTypes.emit(({ context, event }) =>
        sendRewardMessage('allocation', {
          type: 'rewardsCredited',
          ...coinOf(chosenTransfer(context, event)),
        }),
      ),
      writeTransferError: transfersTypes.assign(({ context, event }) => {
        const coin = coinOf(chosenTransfer(context, event));
        return produce(context, (draft) => {
          draft.refused = [...context.refused, coin].sort(byContent);
        });
      }),
      refundTransfer: transfersTypes.emit(({ context, event }) =>
        sendRewardMessage('rewards', { type: 'transferRefunded', ...coinOf(chosenTransfer(context, event)) }),
      ),
      refundRefused: transfersTypes.emit(({ context, event }) => {
        assertEvent(event, 'relayTransferError');
        return sendRewardMessage('rewards', {
          type: 'transferRefunded',
          ...coinOf(existing(context.refused[event.index])),
        });
      }),
      takeError: transfersTypes.assign(({ context, event }) => {
        assertEvent(event, 'relayTransferError');
        return produce(context, (draft) => {
          draft.refused.splice(event.index, 1);
        });
      }),
    },
  });
}

export function coinOf({ denom, amount }: Coin): Coin {
  return { denom, amount };
}

/** For actions that a guard keeps from running where there is nothing. */
function existing<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new Error('expected a transfer at that place, found none');
  return item;
}

/** The order in which lists are kept: denomination, amount, time left. */
function byContent(a: Coin & Partial<RewardTransfer>, b: Coin & Partial<RewardTransfer>): number {
  if (a.denom !== b.denom) return a.denom < b.denom ? -1 : 1;
  return a.amount - b.amount || (a.timesOutIn ?? 0) - (b.timesOutIn ?? 0);
}

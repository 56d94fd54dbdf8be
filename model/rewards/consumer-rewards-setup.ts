/** Guards and actions of the consumer's reward accounts, by name; see `consumer-rewards-descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { parseFraction, truncatedShare } from '../fraction.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { Coin, ConsumerRewardsContext, RewardChoice, ToConsumerRewards } from '../vocabulary.ts';
import { withCoin, withCoins } from './coins.ts';
import type { ConsumerWithRewards } from './has-rewards.ts';

/** The types of the machine alone; faults build their replacements with it. */
export const consumerRewardsTypes = setup({
  types: {
    context: {} as ConsumerRewardsContext,
    events: {} as Extract<RewardChoice, { type: 'payFees' }> | ToConsumerRewards,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

export function initialConsumerRewards({ rewards }: ConsumerWithRewards): ConsumerRewardsContext {
  return freeze({ feeCollector: [], toSend: [], blocksToTransmission: rewards.blocksPerTransmission }, true);
}

export function consumerRewardsSetup({ rewards }: ConsumerWithRewards) {
  const fraction = parseFraction(rewards.redistributionFraction);
  const isSent = ({ denom }: Coin): boolean => rewards.denoms.includes(denom);
  const kept = ({ denom, amount }: Coin): Coin => ({ denom, amount: truncatedShare(amount, fraction) });

  return consumerRewardsTypes.extend({
    guards: {
      transmissionIsDue: ({ context }) => context.blocksToTransmission <= 1,
    },
    actions: {
      collectFees: consumerRewardsTypes.assign(({ context, event }) => {
        assertEvent(event, 'payFees');
        const { denom, amount } = event;
        return produce(context, (draft) => {
          draft.feeCollector = castDraft(withCoin(context.feeCollector, { denom, amount }));
        });
      }),
      splitFees: consumerRewardsTypes.enqueueActions(({ context, enqueue }) => {
        if (context.feeCollector.length === 0) return;
        const redistributed = context.feeCollector.map(kept).filter(({ amount }) => amount > 0);
        const rest = context.feeCollector
          .map((coin) => ({ ...coin, amount: coin.amount - kept(coin).amount }))
          .filter(({ amount }) => amount > 0);
        enqueue.assign(
          produce(context, (draft) => {
            draft.feeCollector = [];
            draft.toSend = castDraft(withCoins(context.toSend, rest));
          }),
        );
        for (const coin of redistributed) enqueue.emit(remark({ type: 'feesRedistributed', ...coin }));
      }),
      sendRewards: consumerRewardsTypes.enqueueActions(({ context, enqueue }) => {
        const coins = context.toSend.filter(isSent);
        if (coins.length === 0) return;
        enqueue.assign(
          produce(context, (draft) => {
            draft.toSend = castDraft(context.toSend.filter((coin) => !isSent(coin)));
          }),
        );
        enqueue.emit(sendMessage('channel', { type: 'sendTransfers', coins }));
      }),
      restartPeriod: consumerRewardsTypes.assign({ blocksToTransmission: rewards.blocksPerTransmission }),
      countBlock: consumerRewardsTypes.assign(({ context }) => ({
        blocksToTransmission: context.blocksToTransmission - 1,
      })),
      takeBack: consumerRewardsTypes.assign(({ context, event }) => {
        assertEvent(event, 'transfersKept');
        return produce(context, (draft) => {
          draft.toSend = castDraft(withCoins(context.toSend, event.coins));
        });
      }),
      creditRefund: consumerRewardsTypes.assign(({ context, event }) => {
        assertEvent(event, 'transferRefunded');
        const { denom, amount } = event;
        return produce(context, (draft) => {
          draft.toSend = castDraft(withCoin(context.toSend, { denom, amount }));
        });
      }),
    },
  });
}

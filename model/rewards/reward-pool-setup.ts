/** Guards and actions of the reward pool, by name; see `reward-pool-descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { Instance } from '../instance.ts';
import type { RewardChoice, RewardPoolContext, ToRewardPool } from '../vocabulary.ts';
import { amountOf, withAmount, withCoin } from './coins.ts';
import { providerRewardsOf } from './has-rewards.ts';
import { sendRewardMessage, sendToAllocation } from './send-reward-message.ts';

type PoolChoice = Extract<RewardChoice, { type: 'addRewardDenom' | 'removeRewardDenom' | 'payIntoPool' }>;

/** The types of the machine alone; faults build their replacements with it. */
export const rewardPoolTypes = setup({
  types: {
    context: {} as RewardPoolContext,
    events: {} as PoolChoice | ToRewardPool,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

export function initialRewardPool(instance: Instance): RewardPoolContext {
  const registeredDenoms = providerRewardsOf(instance).registeredDenoms.toSorted();
  return freeze({ balances: [], registeredDenoms }, true);
}

export function rewardPoolSetup() {
  return rewardPoolTypes.extend({
    guards: {
      denomIsRegistered: ({ context, event }) => {
        assertEvent(event, ['addRewardDenom', 'removeRewardDenom']);
        return context.registeredDenoms.includes(event.denom);
      },
      memoNamesConsumer: ({ event }) => event.type === 'payIntoPool' && event.consumer !== '',
    },
    actions: {
      receiveCoins: rewardPoolTypes.assign(({ context, event }) => {
        assertEvent(event, ['coinsReceived', 'payIntoPool']);
        const { denom, amount } = event;
        return produce(context, (draft) => {
          draft.balances = castDraft(withCoin(context.balances, { denom, amount }));
        });
      }),
      creditNamedConsumer: rewardPoolTypes.emit(({ event }) => {
        assertEvent(event, 'payIntoPool');
        const { consumer, denom, amount } = event;
        return sendToAllocation(consumer, { type: 'rewardsCredited', denom, amount });
      }),
      payOut: rewardPoolTypes.assign(({ context, event }) => {
        assertEvent(event, 'rewardsPaidOut');
        const { denom, amount } = event;
        const left = amountOf(context.balances, denom) - amount;
        return produce(context, (draft) => {
          draft.balances = castDraft(withAmount(context.balances, denom, left));
        });
      }),
      distribute: rewardPoolTypes.emit(({ context, event }) => {
        assertEvent(event, 'rewardsBlockBegan');
        const { blocks, validators } = event;
        const denoms = context.registeredDenoms;
        return sendRewardMessage('allocations', { type: 'distributeRewards', blocks, denoms, validators });
      }),
      registerDenom: rewardPoolTypes.assign(({ context, event }) => {
        assertEvent(event, 'addRewardDenom');
        return { registeredDenoms: [...context.registeredDenoms, event.denom].sort() };
      }),
      unregisterDenom: rewardPoolTypes.assign(({ context, event }) => {
        assertEvent(event, 'removeRewardDenom');
        return { registeredDenoms: context.registeredDenoms.filter((denom) => denom !== event.denom) };
      }),
    },
  });
}

import { assertEvent } from 'xstate';
import { rewardPoolTypes } from '../rewards/reward-pool-setup.ts';
import { sendRewardMessage } from '../rewards/send-reward-message.ts';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

/** Denominations that a block has the time to go through; real numbers are only larger. */
const mostInABlock = 2;

export const f42: Fault = {
  id: 'F42',
  name: 'denom-flood',
  kind: 'historical',
  description:
    'Each block goes through every denomination that the reward pool holds, and anybody can send it new ones: more than a block has the time for.',
  source: ['cosmos/interchain-security#931', 'ADR-004', 'CHANGELOG v1.1.0-multiden, v1.2.0-multiden'],
  machine: 'reward-pool',
  overrides: () => ({
    actions: {
      distribute: rewardPoolTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'rewardsBlockBegan');
        const { blocks, validators } = event;
        const denoms = context.balances.map(({ denom }) => denom);
        if (denoms.length > mostInABlock) {
          const reason = `the block would have to go through ${String(denoms.length)} denominations`;
          enqueue.emit(sendMessage('provider', { type: 'blockAborted', reason }));
          return;
        }
        enqueue.emit(
          sendRewardMessage('allocations', { type: 'distributeRewards', blocks, denoms, validators }),
        );
      }),
    },
  }),
  preset: 'rewards',
  caughtBy: ['provider-never-halts'],
};

import { allocationParameters, distributeFairly, distributeRewards } from '../rewards/allocation-setup.ts';
import { hasRewards } from '../rewards/has-rewards.ts';
import type { Fault } from './fault.ts';

export const t08: Fault = {
  id: 'T08',
  name: 'opt-in-then-leave-for-rewards',
  kind: 'historical',
  description:
    'Every member of the set is paid, however short a time it has been in it: who joins just before rewards arrive gets its share.',
  source: ['cosmos/interchain-security#1635', 'cosmos/interchain-security#1929'],
  machine: 'allocation',
  overrides: (instance, consumer) => {
    if (consumer === undefined || !hasRewards(consumer)) throw new Error('expected a consumer with rewards');
    const parameters = { ...allocationParameters(instance, consumer), eligibleAfter: 0 };
    return {
      actions: { distributeRewards: distributeRewards(distributeFairly(parameters), parameters.ownDenoms) },
    };
  },
  preset: 'rewards',
  caughtBy: ['reward-eligible-only', 'reward-proportional'],
};

import { allocationParameters, distributeFairly, distributeRewards } from '../rewards/allocation-setup.ts';
import type { Fault } from './fault.ts';

export const t08: Fault = {
  id: 'T08',
  name: 'opt-in-then-leave-for-rewards',
  kind: 'historical',
  description:
    'Every member of the set is paid, however short a time it has been in it: who joins just before rewards arrive gets its share.',
  source: ['cosmos/interchain-security#1635', 'cosmos/interchain-security#1929'],
  machine: 'allocation',
  overrides: (instance) => {
    const parameters = { ...allocationParameters(instance), eligibleAfter: 0 };
    return { actions: { distributeRewards: distributeRewards(distributeFairly(parameters)) } };
  },
  preset: 'rewards',
  caughtBy: ['reward-eligible-only', 'reward-proportional'],
};

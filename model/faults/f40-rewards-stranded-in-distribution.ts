import {
  allocationParameters,
  distributeFairly,
  distributeRewards,
  type Distribute,
} from '../rewards/allocation-setup.ts';
import type { Fault } from './fault.ts';

/** A share that cannot be credited is dropped, after everything was moved to the distribution account. */
function droppingShares(fair: Distribute): Distribute {
  return (amount, sharers, existing) => {
    const everybody = sharers.members.map(({ validator }) => validator);
    const distribution = fair(amount, sharers, everybody);
    if (distribution === undefined) return undefined;
    const shares = distribution.shares.filter(({ validator }) => existing.includes(validator));
    return { ...distribution, shares };
  };
}

export const f40: Fault = {
  id: 'F40',
  name: 'rewards-stranded-in-distribution',
  kind: 'historical',
  description:
    'Rewards are moved to the distribution account before they are shared out; the share of a member that does not exist any more stays there, in no ledger.',
  source: [
    'cosmos/interchain-security#2286',
    'cosmos/interchain-security#2292',
    'cosmos/interchain-security#2323',
  ],
  machine: 'allocation',
  overrides: (instance) => {
    const fair = distributeFairly(allocationParameters(instance));
    return { actions: { distributeRewards: distributeRewards(droppingShares(fair)) } };
  },
  preset: 'rewards',
  caughtBy: ['reward-dust-bound', 'reward-proportional'],
};

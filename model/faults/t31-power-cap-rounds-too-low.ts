import { passOnNextSet } from '../shaping/shaping-setup.ts';
import type { Fault } from './fault.ts';

export const t31: Fault = {
  id: 'T31',
  name: 'power-cap-rounds-too-low',
  kind: 'historical',
  description:
    'The most power that a validator may have is rounded up and then lessened by one: a cap that comes to a whole number is a unit too low, so that powers which fit in it exactly are cut and the total shrinks.',
  source: ['cosmos/interchain-security#1925', 'v4.2.0 NoMoreThanPercentOfTheSum'],
  machine: 'shaping',
  preset: 'partial',
  overrides: ({ provider }) => ({
    actions: {
      passOnNextSet: passOnNextSet(provider.maxProviderConsensusValidators, {
        mostPower: (total, percent) => Math.max(1, Math.ceil((total * percent) / 100) - 1),
      }),
    },
  }),
  caughtBy: ['validators-power-cap-where-feasible'],
};

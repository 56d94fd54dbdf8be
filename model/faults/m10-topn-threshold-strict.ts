import { storeMinPower } from '../shaping/shaping-setup.ts';
import { topNRule, type TopNRule } from '../shaping/top-n.ts';
import type { Fault } from './fault.ts';

/** Walks on where the sum is exactly N percent. */
const strictMinPower: TopNRule['minPower'] = (active, topN) => {
  const powers = active.map(({ power }) => power).sort((a, b) => b - a);
  const total = powers.reduce((sum, power) => sum + power, 0);
  let sum = 0;
  return powers.find((power) => {
    sum += power;
    return 100 * sum > topN * total;
  });
};

export const m10: Fault = {
  id: 'M10',
  name: 'topn-threshold-strict',
  kind: 'mutant',
  description:
    'The top N must have more than N percent of the active power, where exactly N percent would do.',
  source: ['x/ccv/provider/keeper/power_shaping.go ComputeMinPowerInTopN'],
  machine: 'shaping',
  preset: 'partial',
  overrides: ({ provider }) => ({
    actions: {
      storeMinPower: storeMinPower({
        ...topNRule(provider.maxProviderConsensusValidators),
        minPower: strictMinPower,
      }),
    },
  }),
  caughtBy: ['topn-always-in-unless-filtered', 'validator-set-replication'],
};

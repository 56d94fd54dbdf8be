import { optInTopN, storeMinPower } from '../shaping/shaping-setup.ts';
import { topNRule, type TopNRule } from '../shaping/top-n.ts';
import type { Fault } from './fault.ts';

export const t04: Fault = {
  id: 'T04',
  name: 'topn-inactive-obliged',
  kind: 'historical',
  description:
    'The top N are measured among all bonded validators and taken in from them, not only among those that are active on the provider.',
  source: ['cosmos/interchain-security#1951', 'ADR-017'],
  machine: 'shaping',
  preset: 'partial',
  overrides: ({ provider }) => {
    const amongAll: TopNRule = {
      ...topNRule(provider.maxProviderConsensusValidators),
      active: (bonded) => bonded,
    };
    return { actions: { storeMinPower: storeMinPower(amongAll), optInTopN: optInTopN(amongAll) } };
  },
  caughtBy: ['topn-always-in-unless-filtered', 'inactive-only-if-allowed'],
};

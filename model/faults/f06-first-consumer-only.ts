import type { Fault } from './fault.ts';

export const f06: Fault = {
  id: 'F06',
  name: 'first-consumer-only',
  kind: 'historical',
  description:
    'Only the first consumer is asked whether it holds an unbonding: the loop over consumers stops after one.',
  source: ['cosmos/interchain-security#447'],
  machine: 'consumer-record',
  overrides: ({ consumers }, consumer) => {
    const isFirst = consumer?.id === consumers[0]?.id;
    return { guards: { consumerIsInvolved: () => isFirst } };
  },
  preset: 'legacy',
  caughtBy: ['unbonding-waits-for-maturity', 'bond-based-voting-power'],
};

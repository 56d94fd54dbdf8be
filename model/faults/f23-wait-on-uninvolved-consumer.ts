import type { Fault } from './fault.ts';

export const f23: Fault = {
  id: 'F23',
  name: 'wait-on-uninvolved-consumer',
  kind: 'historical',
  description: 'Every consumer holds every unbonding, also one that the validator does not validate.',
  source: ['cosmos/interchain-security#1727'],
  machine: 'consumer-record',
  overrides: () => ({ guards: { consumerIsInvolved: () => true } }),
  preset: 'v4',
  caughtBy: ['unbonding-hold-set-exact-for-members'],
};

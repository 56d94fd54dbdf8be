import type { Fault } from './fault.ts';

export const f35: Fault = {
  id: 'F35',
  name: 'launch-with-empty-set',
  kind: 'historical',
  description:
    'A consumer is launched when its spawn time has come, even if nobody is to validate it, or nobody who validates the provider.',
  source: ['cosmos/interchain-security#1888', 'cosmos/interchain-security#2399', 'CHANGELOG v4.2.0, v6.4.0'],
  machine: 'consumer-record',
  overrides: () => ({ guards: { launchSetIsEmpty: () => false, launchSetIsInactive: () => false } }),
  preset: 'lifecycle',
  caughtBy: ['launch-at-spawn-time'],
};

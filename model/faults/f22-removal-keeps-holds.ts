import type { Fault } from './fault.ts';

export const f22: Fault = {
  id: 'F22',
  name: 'removal-keeps-holds',
  kind: 'historical',
  description: 'A consumer that is removed goes on holding the unbondings that waited for it.',
  source: [
    'cosmos/interchain-security#122',
    'cosmos/interchain-security#261',
    'cosmos/interchain-security#305',
    'cosmos/ibc#770',
  ],
  machine: 'consumer-record',
  overrides: () => ({ actions: { releaseAll: () => undefined } }),
  preset: 'legacy',
  caughtBy: ['unbonding-eventually-completes'],
};

import type { Fault } from './fault.ts';

export const f44: Fault = {
  id: 'F44',
  name: 'no-throttle-mass-jailing',
  kind: 'historical',
  description: 'Reports are never bounced, so consumers can jail any share of the power at once.',
  source: ['ADR-002', 'cosmos/interchain-security#404', 'cosmos/interchain-security#462', 'cosmos/ibc#896'],
  machine: 'slash-meter',
  overrides: () => ({ guards: { meterIsNegative: () => false } }),
  caughtBy: ['bounce-iff-negative', 'meter-charge-exact', 'jail-rate-bound'],
};

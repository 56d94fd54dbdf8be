import type { Fault } from './fault.ts';

export const f27: Fault = {
  id: 'F27',
  name: 'downtime-slashed-again-while-jailed',
  kind: 'historical',
  description: 'A downtime report is executed even if the validator is in jail already.',
  source: [
    'cosmos/interchain-security#234',
    'cosmos/interchain-security#417',
    'cosmos/interchain-security#544',
    'cosmos/interchain-security#635',
    'cosmos/ibc#685',
  ],
  machine: 'provider',
  overrides: () => ({ guards: { validatorIsJailed: () => false } }),
  caughtBy: ['not-slashed-while-jailed', 'downtime-always-punished-or-excused'],
};

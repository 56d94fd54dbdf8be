import type { Fault } from './fault.ts';

export const f10: Fault = {
  id: 'F10',
  name: 'validator-ops-without-owner-check',
  kind: 'historical',
  description:
    'Whoever signs a transaction to opt in or out may name any validator in it: nobody asks whether the signer is its operator.',
  source: ['GHSA-7q74-g774-7x3g', 'cosmos/interchain-security#2095', 'CHANGELOG v5.2.0'],
  machine: 'provider',
  preset: 'partial',
  overrides: () => ({ guards: { isSignedByOperator: () => true } }),
  caughtBy: ['consent'],
};

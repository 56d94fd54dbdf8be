import type { Fault } from './fault.ts';

export const f15: Fault = {
  id: 'F15',
  name: 'assign-key-of-another-validator',
  kind: 'historical',
  description: 'A validator may be assigned the key that another validator uses on the provider.',
  source: ['cosmos/interchain-security#503', 'cosmos/interchain-security#556'],
  machine: 'keys',
  overrides: () => ({ guards: { anotherValidatorUsesKey: () => false } }),
  preset: 'keys',
  caughtBy: ['key-no-provider-reuse', 'key-unique-per-consumer'],
};

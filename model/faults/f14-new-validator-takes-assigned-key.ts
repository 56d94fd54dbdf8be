import type { Fault } from './fault.ts';

export const f14: Fault = {
  id: 'F14',
  name: 'new-validator-takes-assigned-key',
  kind: 'historical',
  description:
    'Nobody asks, when a validator is created, whether its key is assigned on a consumer: two validators come to use it there.',
  source: ['cosmos/interchain-security#503', 'cosmos/interchain-security#556'],
  machine: 'keys',
  overrides: () => ({ guards: { createdKeyIsKnown: () => false } }),
  preset: 'keys',
  caughtBy: ['key-unique-per-consumer', 'key-no-provider-reuse'],
};

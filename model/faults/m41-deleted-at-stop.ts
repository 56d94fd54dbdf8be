import type { Fault } from './fault.ts';

export const m41: Fault = {
  id: 'M41',
  name: 'deleted-at-stop',
  kind: 'mutant',
  description: 'A consumer is deleted when it is stopped instead of an unbonding period later.',
  source: ['ADR-019', 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval'],
  machine: 'consumer-record',
  overrides: () => ({ guards: { removalIsDelayed: () => false } }),
  preset: 'lifecycle',
  caughtBy: ['phase-order', 'removal-after-unbonding'],
};

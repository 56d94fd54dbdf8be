import type { Fault } from './fault.ts';

export const m51: Fault = {
  id: 'M51',
  name: 'old-infraction-reported',
  kind: 'mutant',
  description:
    'A chain that has changed over reports what its own validators did before to the provider, instead of leaving it to its own staking.',
  source: [
    'ADR-010',
    'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (IsPrevStandaloneChain)',
  ],
  machine: 'consumer',
  overrides: () => ({ guards: { infractionPrecedesChangeover: () => false } }),
  preset: 'changeover',
  caughtBy: ['relaunch-safe'],
};

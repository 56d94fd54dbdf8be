import type { Fault } from './fault.ts';

/**
 * What made the list of updates invalid in those days, an entry for the old and one for the new key though both are the
 * same, cannot come about any more: updates are differences of whole sets. What is left of the fault is that the
 * assignment succeeds.
 */
export const f01: Fault = {
  id: 'F01',
  name: 'duplicate-update-own-key',
  kind: 'historical',
  description:
    'A validator that never had another key is assigned its own key of the provider, which used to make two updates of one key.',
  source: [
    'cosmos/interchain-security#845',
    'cosmos/interchain-security#846',
    'cosmos/interchain-security#850',
  ],
  machine: 'keys',
  overrides: () => ({ guards: { usesOwnKeyByDefault: () => false } }),
  preset: 'keys',
  caughtBy: ['default-key-rule'],
};

import type { Fault } from './fault.ts';

export const m11: Fault = {
  id: 'M11',
  name: 'topn-member-may-opt-out',
  kind: 'mutant',
  description: 'A validator may opt out of a Top-N chain although it is in the top N.',
  source: ['x/ccv/provider/keeper/partial_set_security.go HandleOptOut'],
  machine: 'shaping',
  preset: 'partial',
  overrides: () => ({ guards: { mustValidate: () => false } }),
  caughtBy: ['topn-cannot-opt-out'],
};

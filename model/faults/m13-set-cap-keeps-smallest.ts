import { passOnNextSet } from '../shaping/shaping-setup.ts';
import type { Fault } from './fault.ts';

export const m13: Fault = {
  id: 'M13',
  name: 'set-cap-keeps-smallest',
  kind: 'mutant',
  description: 'The set cap keeps those at the end of the ranking, which are the weakest ones.',
  source: ['x/ccv/provider/keeper/power_shaping.go CapValidatorSet'],
  machine: 'shaping',
  preset: 'partial',
  overrides: ({ provider }) => ({
    actions: {
      passOnNextSet: passOnNextSet(provider.maxProviderConsensusValidators, {
        cut: (ranked, setCap) => ranked.slice(-setCap),
      }),
    },
  }),
  caughtBy: ['validator-set-cap', 'validator-set-replication'],
};

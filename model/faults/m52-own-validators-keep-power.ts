import type { StandaloneContext } from '../vocabulary.ts';
import { applyUpdates } from '../consumer/validator-updates.ts';
import { standaloneTypes } from '../changeover/standalone-setup.ts';
import type { Fault } from './fault.ts';

const withOwn = ({ set, genesis }: StandaloneContext): StandaloneContext['set'] =>
  applyUpdates(set, genesis ?? []);

export const m52: Fault = {
  id: 'M52',
  name: 'own-validators-keep-power',
  kind: 'mutant',
  description:
    'The changeover gives the set of the genesis its powers, but does not take them from own validators that are not in it.',
  source: ['ADR-010', 'x/ccv/consumer/keeper/changeover.go ChangeoverToConsumer (zero-power updates)'],
  machine: 'standalone',
  overrides: () => ({
    actions: {
      switchSet: standaloneTypes.assign(({ context }) => ({
        ...context,
        signers: context.set,
        set: withOwn(context),
        genesis: null,
      })),
    },
  }),
  preset: 'changeover',
  caughtBy: ['relaunch-safe-at-home', 'validator-set-replication'],
};

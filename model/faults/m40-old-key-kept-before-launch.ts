import { assignReplacing } from '../keys/keys-setup.ts';
import type { Fault } from './fault.ts';

export const m40: Fault = {
  id: 'M40',
  name: 'old-key-kept-before-launch',
  kind: 'mutant',
  description:
    'A key that is replaced before the launch goes on leading to its validator, for ever: nobody else gets it.',
  source: ['x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (DeleteValidatorByConsumerAddr)'],
  machine: 'keys',
  overrides: () => ({
    actions: { assignForgettingReplaced: assignReplacing((context) => context, false) },
  }),
  preset: 'keys',
  caughtBy: ['key-unique-per-consumer'],
};

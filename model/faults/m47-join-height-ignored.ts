import { assertEvent } from 'xstate';
import { allocationParameters, allocationTypes, joinedMembers } from '../rewards/allocation-setup.ts';
import type { Fault } from './fault.ts';

export const m47: Fault = {
  id: 'M47',
  name: 'join-height-ignored',
  kind: 'mutant',
  description: 'Newcomers to the set of a consumer count as members since its launch.',
  source: ['x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator (JoinHeight)'],
  machine: 'allocation',
  overrides: (instance) => {
    const { eligibleAfter } = allocationParameters(instance);
    return {
      actions: {
        updateMembers: allocationTypes.assign(({ context, event }) => {
          assertEvent(event, 'storedSetChanged');
          const known = new Set(context.members.map(({ validator }) => validator));
          return {
            members: joinedMembers(context, event).map((member) =>
              known.has(member.validator) ? member : { ...member, blocks: eligibleAfter },
            ),
          };
        }),
      },
    };
  },
  preset: 'rewards',
  caughtBy: ['reward-eligible-only'],
};

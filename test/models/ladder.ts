/** Somebody climbs a ladder: steps are free, leaps are counted. Who must not get too high is there sooner by leaping. */
import { assign, setup } from 'xstate';
import type { PropertyDefinition } from '../../src/property/definition.ts';
import { defineSystem, type System } from '../../src/system/define-system.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';

interface Height {
  readonly height: number;
}

const ladder = setup({
  types: { context: {} as Height, events: {} as { type: 'step' } | { type: 'leap' } },
}).createMachine({
  id: 'ladder',
  context: { height: 0 },
  on: {
    step: { actions: assign({ height: ({ context }) => context.height + 1 }) },
    leap: { actions: assign({ height: ({ context }) => context.height + 2 }) },
  },
});

export const neverEight: PropertyDefinition<null> = {
  id: 'never-eight',
  title: 'never eight',
  kind: 'always',
  statement: 'Nobody is eight rungs up.',
  source: ['test'],
  assumptions: [],
  witness: 'always',
  expected: () => 'violated',
  checks: () => [
    {
      kind: 'always',
      scope: '',
      reads: ['ladder'],
      holds: ({ context }: LocalSnapshot<Height>) => context.height < 8,
      witness: () => true,
    },
  ],
};

/** @param leaps that a run may take at most */
export function ladderWith(leaps: number): System {
  return defineSystem({
    name: 'ladder',
    components: { ladder },
    choices: { ladder: [{ event: { type: 'step' } }, { event: { type: 'leap' }, cost: { leaps: 1 } }] },
    budgets: { leaps },
  });
}

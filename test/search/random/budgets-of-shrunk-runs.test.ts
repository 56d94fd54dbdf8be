/** Goal: a shortened counterexample costs no more than the runs of the instance may, even where one that does is shorter. */
import test from 'ava';
import { assign, setup } from 'xstate';
import type { PropertyDefinition } from '../../../src/property/definition.ts';
import { testRandomly } from '../../../src/search/random-engine.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import type { LocalSnapshot } from '../../../src/system/vocabulary.ts';

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

const neverEight: PropertyDefinition<null> = {
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

const leapsOf = async (leaps: number): Promise<readonly string[]> => {
  const system = defineSystem({
    name: 'ladder',
    components: { ladder },
    choices: { ladder: [{ event: { type: 'step' } }, { event: { type: 'leap' }, cost: { leaps: 1 } }] },
    budgets: { leaps },
  });
  const result = await testRandomly({
    system,
    subject: null,
    properties: [neverEight],
    closings: {},
    budgetBounds: { leaps },
    runs: 40,
    steps: 20,
    seed: 1,
  });
  return (result.properties[0]?.violation?.events ?? []).map(({ event }) => event.type);
};

for (const [leaps, length] of [
  [0, 8],
  [3, 5],
  [9, 4],
] as const) {
  test(`with ${leaps} leaps it takes ${length} steps`, async (t) => {
    const events = await leapsOf(leaps);
    t.is(events.length, length);
    t.is(events.filter((type) => type === 'leap').length, Math.min(leaps, 4));
  });
}

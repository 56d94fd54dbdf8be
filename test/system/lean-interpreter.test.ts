/** Goal: the lean interpreter takes the shapes that it knows and leaves every other to XState, with the same steps. */
import test from 'ava';
import { and, assign, createMachine, emit, initialTransition, not, setup, stateIn } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { note } from '../../src/system/authoring.ts';
import { leanInterpreter } from '../../src/system/lean-interpreter.ts';
import { xstateInterpreter } from '../../src/system/machine-interpreter.ts';

const shapes: readonly (readonly [title: string, machine: AnyStateMachine])[] = [
  ['an entry action', createMachine({ entry: () => undefined })],
  ['an exit action', createMachine({ initial: 'a', states: { a: { exit: () => undefined } } })],
  ['an eventless transition', createMachine({ initial: 'a', states: { a: { always: 'b' }, b: {} } })],
  ['a delayed transition', createMachine({ initial: 'a', states: { a: { after: { 10: 'b' } }, b: {} } })],
  [
    'a final state',
    createMachine({ initial: 'a', states: { a: { on: { go: 'b' } }, b: { type: 'final' } } }),
  ],
  ['a wildcard', createMachine({ initial: 'a', states: { a: { on: { '*': 'b' } }, b: {} } })],
  ['nested states', createMachine({ initial: 'a', states: { a: { initial: 'x', states: { x: {} } } } })],
  [
    'a history state',
    createMachine({
      initial: 'a',
      states: { a: { initial: 'x', states: { x: {}, h: { type: 'history' } } } },
    }),
  ],
];

for (const [title, machine] of shapes) {
  test(`leaves ${title} to XState`, (t) => {
    t.is(leanInterpreter(machine), undefined);
  });
}

interface Door {
  readonly opened: number;
}

/** Two regions that react to one event together, a guard on the other region, root transitions to both. */
const house = setup({
  types: { context: {} as Door, events: {} as { type: 'push' | 'reset' | 'look' | 'count' } },
  guards: {
    used: ({ context }) => context.opened > 0,
    backOpen: stateIn({ back: 'open' }),
  },
  actions: {
    count: assign(({ context }) => ({ opened: context.opened + 1 })),
    forget: assign({ opened: 0 }),
    tell: emit(({ context }) => note('opened', { times: context.opened })),
  },
}).createMachine({
  id: 'house',
  type: 'parallel',
  context: { opened: 0 },
  on: {
    reset: {
      guard: and(['used', 'backOpen']),
      target: ['.front.shut', '.back.shut'],
      actions: ['tell', 'forget'],
    },
    look: {},
    count: [{ guard: not('used'), actions: 'tell' }, { actions: ['count', 'tell', 'count'] }],
  },
  states: {
    front: {
      initial: 'shut',
      states: { shut: { on: { push: { target: 'open', actions: 'count' } } }, open: {} },
    },
    back: {
      initial: 'shut',
      states: {
        shut: { on: { push: { guard: 'used', target: 'open', actions: ['count', 'tell'] } } },
        open: { on: { count: { actions: 'tell' } } },
      },
    },
  },
});

test('does on parallel regions what XState does', (t) => {
  const lean = leanInterpreter(house);
  const reference = xstateInterpreter(house);
  const [initial] = initialTransition(house);
  let quick = lean?.begin(initial as AnyMachineSnapshot);
  let slow = reference.begin(initial as AnyMachineSnapshot);
  const events = [
    'look',
    'push',
    'count',
    'reset',
    'push',
    'count',
    'push',
    'reset',
    'reset',
    'unknown',
    'push',
    'count',
  ];
  for (const type of events) {
    if (quick === undefined) throw new Error('the house is not lean');
    const mine = lean?.step(quick, { type });
    const xstates = reference.step(slow, { type });
    t.deepEqual(mine, xstates, type);
    quick = mine?.snapshot ?? quick;
    slow = xstates?.snapshot ?? slow;
  }
});

/**
 * Peterson's algorithm for mutual exclusion of two processes (G. L. Peterson, "Myths about the mutual exclusion
 * problem", 1981), with the atomic steps of the TLA+ version in tlaplus/Examples, specifications/locks_auxiliary_vars.
 */
import { assign, emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { always, leadsTo } from '../../src/property/constructors.ts';
import { send } from '../../src/system/authoring.ts';
import type { Choice, FairnessClass, LocalSnapshot, SystemDefinition } from '../../src/system/vocabulary.ts';

interface Shared {
  readonly flags: readonly [boolean, boolean];
  /** Which process goes first if both want to. */
  readonly turn: number;
}

const memory: AnyStateMachine = setup({
  types: {
    context: {} as Shared,
    events: {} as { type: 'setFlag'; process: number; up: boolean } | { type: 'setTurn'; to: number },
  },
  actions: {
    setFlag: assign(({ context, event }) => {
      if (event.type !== 'setFlag') return {};
      const [first, second] = context.flags;
      return { flags: event.process === 0 ? [event.up, second] : [first, event.up] };
    }),
    setTurn: assign(({ event }) => (event.type === 'setTurn' ? { turn: event.to } : {})),
  },
}).createMachine({
  id: 'memory',
  context: { flags: [false, false], turn: 0 },
  on: { setFlag: { actions: 'setFlag' }, setTurn: { actions: 'setTurn' } },
});

function processMachine(index: number): AnyStateMachine {
  return setup({
    types: { events: {} as { type: 'want' | 'raiseFlag' | 'giveTurn' | 'enter' | 'leave' | 'lowerFlag' } },
    actions: {
      raise: emit(() => send('memory', { type: 'setFlag', process: index, up: true })),
      lower: emit(() => send('memory', { type: 'setFlag', process: index, up: false })),
      give: emit(() => send('memory', { type: 'setTurn', to: 1 - index })),
    },
  }).createMachine({
    id: `process-${index}`,
    initial: 'idle',
    states: {
      idle: { on: { want: 'wanting' } },
      wanting: { on: { raiseFlag: { target: 'flagged', actions: 'raise' } } },
      flagged: { on: { giveTurn: { target: 'waiting', actions: 'give' } } },
      waiting: { on: { enter: 'critical' } },
      critical: { on: { leave: 'leaving' } },
      leaving: { on: { lowerFlag: { target: 'idle', actions: 'lower' } } },
    },
  });
}

function choicesOf(index: number): readonly Choice[] {
  return [
    ...['want', 'raiseFlag', 'giveTurn', 'leave', 'lowerFlag'].map((type) => ({ event: { type } })),
    {
      event: { type: 'enter' },
      requires: [
        {
          component: 'memory',
          name: 'the other does not want to enter, or lets this one go first',
          holds: ({ context }: LocalSnapshot<Shared>) => !context.flags[1 - index] || context.turn === index,
        },
      ],
    },
  ];
}

/** A process need never want anything, but once it does it goes on. */
const progress = (index: number): FairnessClass => ({
  name: `process ${index} goes on`,
  strength: 'weak',
  component: `process-${index}`,
  eventClasses: ['raiseFlag', 'giveTurn', 'enter', 'leave', 'lowerFlag'],
});

/** Fairness sets: `both` processes, only the `first`, `none`. */
export const peterson: SystemDefinition = {
  name: 'peterson',
  components: { memory, 'process-0': processMachine(0), 'process-1': processMachine(1) },
  choices: { 'process-0': choicesOf(0), 'process-1': choicesOf(1) },
  fairness: { both: [progress(0), progress(1)], first: [progress(0)], none: [] },
};

const isInside = ({ value }: LocalSnapshot): boolean => value === 'critical' || value === 'leaving';

export const mutualExclusion = always({
  id: 'mutual-exclusion',
  statement: 'The processes are never in the critical section at the same time.',
  reads: ['process-0', 'process-1'],
  holds: (first: LocalSnapshot, second: LocalSnapshot) => !(isInside(first) && isInside(second)),
  witness: (first: LocalSnapshot, second: LocalSnapshot) => isInside(first) || isInside(second),
});

export const entry = leadsTo({
  id: 'entry',
  statement: 'A process that wants to enter its critical section does so eventually.',
  reads: ['process-0'],
  from: ({ value }: LocalSnapshot) => value === 'wanting',
  to: isInside,
});

/**
 * Dijkstra's dining philosophers. Each picks up one fork, then the other, eats, and puts both down at once. Naive: all
 * start with the fork on their left. Ordered: all start with the fork of the lower number, so the last one starts right.
 */
import { emit, enqueueActions, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { leadsTo } from '../../src/property/constructors.ts';
import { send } from '../../src/system/authoring.ts';
import type { Choice, FairnessClass, LocalSnapshot, SystemDefinition } from '../../src/system/vocabulary.ts';

const fork: AnyStateMachine = setup({}).createMachine({
  id: 'fork',
  initial: 'free',
  states: { free: { on: { pickUp: 'taken' } }, taken: { on: { putDown: 'free' } } },
});

/** All philosophers are the same machine: their links say which forks are theirs. */
const philosopher: AnyStateMachine = setup({
  actions: {
    pickUpFirst: emit(() => send('first', { type: 'pickUp' })),
    pickUpSecond: emit(() => send('second', { type: 'pickUp' })),
    putDownBoth: enqueueActions(({ enqueue }) => {
      enqueue.emit(send('first', { type: 'putDown' }));
      enqueue.emit(send('second', { type: 'putDown' }));
    }),
  },
}).createMachine({
  id: 'philosopher',
  initial: 'thinking',
  states: {
    thinking: { on: { takeFirst: { target: 'hungry', actions: 'pickUpFirst' } } },
    hungry: { on: { takeSecond: { target: 'eating', actions: 'pickUpSecond' } } },
    eating: { on: { finish: { target: 'thinking', actions: 'putDownBoth' } } },
  },
});

const forkId = (index: number): string => `fork-${index}`;
const philosopherId = (index: number): string => `philosopher-${index}`;

const isFree = ({ value }: LocalSnapshot): boolean => value === 'free';

/** Fairness sets: `weak` and `strong`, for taking the second fork and for finishing. */
export function diningPhilosophers(count: number, order: 'naive' | 'ordered'): SystemDefinition {
  const indices = Array.from({ length: count }, (_, index) => index);
  const forksOf = (index: number): readonly [string, string] => {
    const right = (index + 1) % count;
    return order === 'ordered' && right < index
      ? [forkId(right), forkId(index)]
      : [forkId(index), forkId(right)];
  };
  const choicesOf = (index: number): readonly Choice[] => {
    const [first, second] = forksOf(index);
    return [
      {
        event: { type: 'takeFirst' },
        requires: [{ component: first, name: 'the fork is free', holds: isFree }],
      },
      {
        event: { type: 'takeSecond' },
        requires: [{ component: second, name: 'the fork is free', holds: isFree }],
      },
      { event: { type: 'finish' } },
    ];
  };
  const fairness = (strength: 'weak' | 'strong'): readonly FairnessClass[] =>
    indices.flatMap((index) => [
      { name: `${index} eats`, strength, component: philosopherId(index), eventClasses: ['takeSecond'] },
      {
        name: `${index} finishes`,
        strength: 'weak',
        component: philosopherId(index),
        eventClasses: ['finish'],
      },
    ]);
  return {
    name: `dining-philosophers-${count}-${order}`,
    components: {
      ...Object.fromEntries(indices.map((index) => [forkId(index), fork])),
      ...Object.fromEntries(
        indices.map((index) => {
          const [first, second] = forksOf(index);
          return [philosopherId(index), { machine: philosopher, links: { first, second } }];
        }),
      ),
    },
    choices: Object.fromEntries(indices.map((index) => [philosopherId(index), choicesOf(index)])),
    fairness: { weak: fairness('weak'), strong: fairness('strong') },
  };
}

export const hungryEats = leadsTo({
  id: 'hungry-eats',
  statement: 'The first philosopher, holding one fork, eats eventually.',
  reads: [philosopherId(0)],
  from: ({ value }: LocalSnapshot) => value === 'hungry',
  to: ({ value }: LocalSnapshot) => value === 'eating',
});

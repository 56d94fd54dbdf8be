/**
 * Election of a leader on a ring (E. Chang and R. Roberts, 1979): nodes pass on the smallest identity that they have
 * seen, and the node whose own identity comes back has won. Atomic steps, inboxes that are sets, and the choice of who
 * initiates are those of the TLA+ version in tlaplus/Examples, specifications/chang_roberts.
 */
import { assign, enqueueActions, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { always, eventually } from '../../src/property/constructors.ts';
import type { PropertyDefinition } from '../../src/property/definition.ts';
import { send } from '../../src/system/authoring.ts';
import type { FairnessClass, LocalSnapshot, SystemDefinition } from '../../src/system/vocabulary.ts';

interface NodeContext {
  readonly role: 'candidate' | 'lost' | 'won';
  /** Identities received and not handled yet, in ascending order. */
  readonly inbox: readonly number[];
}

/** What a node does wrong, for a ring in which the election need not end. */
export type RingFault = 'none' | 'losers-forward-nothing';

function node(identity: number, initiates: boolean, fault: RingFault): AnyStateMachine {
  return setup({
    types: {
      context: {} as NodeContext,
      events: {} as
        { type: 'start' } | { type: 'handle'; identity: number } | { type: 'token'; identity: number },
    },
    guards: {
      hasReceived: ({ context, event }) => event.type === 'handle' && context.inbox.includes(event.identity),
    },
    actions: {
      putIntoInbox: assign(({ context, event }) => ({
        inbox:
          event.type === 'token'
            ? [...new Set([...context.inbox, event.identity])].sort((a, b) => a - b)
            : context.inbox,
      })),
      announceOneself: enqueueActions(({ enqueue }) => {
        if (initiates) enqueue.emit(send('next', { type: 'token', identity }));
      }),
      handle: enqueueActions(({ context, event, enqueue }) => {
        if (event.type !== 'handle') return;
        const { role } = context;
        const inbox = context.inbox.filter((each) => each !== event.identity);
        const forwards = role === 'lost' || event.identity < identity;
        enqueue.assign({
          inbox,
          role:
            role === 'lost' || event.identity < identity
              ? 'lost'
              : event.identity === identity
                ? 'won'
                : role,
        });
        if (forwards && !(fault === 'losers-forward-nothing' && role === 'lost')) {
          enqueue.emit(send('next', { type: 'token', identity: event.identity }));
        }
      }),
    },
  }).createMachine({
    id: `node-${identity}`,
    context: { role: initiates ? 'candidate' : 'lost', inbox: [] },
    initial: 'asleep',
    on: { token: { actions: 'putIntoInbox' } },
    states: {
      asleep: { on: { start: { target: 'awake', actions: 'announceOneself' } } },
      awake: { on: { handle: { guard: 'hasReceived', actions: 'handle' } } },
    },
  });
}

const nodeId = (identity: number): string => `node-${identity}`;

/** A ring of nodes with ascending identities from 1. Fairness sets: `F1`, every node goes on; `none`. */
export function changRoberts(initiators: readonly boolean[], fault: RingFault = 'none'): SystemDefinition {
  const identities = initiators.map((_, index) => index + 1);
  return {
    name: 'chang-roberts',
    components: Object.fromEntries(
      identities.map((identity, index) => [
        nodeId(identity),
        {
          machine: node(identity, initiators[index] === true, fault),
          links: { next: nodeId((identity % identities.length) + 1) },
        },
      ]),
    ),
    choices: Object.fromEntries(
      identities.map((identity) => [
        nodeId(identity),
        [{ type: 'start' }, ...identities.map((handled) => ({ type: 'handle', identity: handled }))],
      ]),
    ),
    fairness: {
      F1: identities.map((identity): FairnessClass => ({
        name: nodeId(identity),
        strength: 'weak',
        component: nodeId(identity),
        eventClasses: ['start', 'handle'],
      })),
      none: [],
    },
  };
}

type Node = LocalSnapshot<NodeContext>;

/** The winner is the initiator with the smallest identity, and everybody else knows to have lost. */
export function onlyTheSmallestWins(initiators: readonly boolean[]): PropertyDefinition<unknown> {
  const smallest = initiators.indexOf(true);
  const wins = (...nodes: Node[]): boolean => nodes.some(({ context }) => context.role === 'won');
  return always({
    id: 'only-the-smallest-wins',
    statement: 'The initiator with the smallest identity wins, and then all others have lost.',
    reads: initiators.map((_, index) => nodeId(index + 1)),
    holds: (...nodes: Node[]) =>
      !wins(...nodes) ||
      nodes.every(({ context }, index) => context.role === (index === smallest ? 'won' : 'lost')),
    witness: wins,
  });
}

export function someoneWins(nodes: number): PropertyDefinition<unknown> {
  return eventually({
    id: 'someone-wins',
    statement: 'A leader is elected eventually.',
    reads: Array.from({ length: nodes }, (_, index) => nodeId(index + 1)),
    goal: (...ring: Node[]) => ring.some(({ context }) => context.role === 'won'),
  });
}

/**
 * Two-phase commit after Gray and Lamport's "Consensus on Transaction Commit" (TLA+: TwoPhase.tla): a transaction manager
 * that keeps the set of messages sent, and resource managers.
 */
import { assign, emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { send } from '../../src/system/authoring.ts';
import { interchangeable } from '../../src/system/symmetry.ts';
import type { MachineEvent, Naming, SystemDefinition } from '../../src/system/vocabulary.ts';

type ManagerEvent =
  | { readonly type: 'preparedSent'; readonly from: number }
  | { readonly type: 'receivePrepared'; readonly from: number }
  | { readonly type: 'commit' }
  | { readonly type: 'abort' }
  | { readonly type: 'deliverCommit'; readonly to: number }
  | { readonly type: 'deliverAbort'; readonly to: number };

interface ManagerContext {
  /** Bit i: "prepared" from resource manager i is in the message set. */
  readonly sent: number;
  /** Bit i: the transaction manager has it. */
  readonly received: number;
}

function transactionManager(resourceManagers: number): AnyStateMachine {
  const all = 2 ** resourceManagers - 1;
  return setup({
    types: { context: {} as ManagerContext, events: {} as ManagerEvent },
    guards: {
      wasSent: ({ context, event }) => 'from' in event && (context.sent & (1 << event.from)) !== 0,
      allPrepared: ({ context }) => context.received === all,
    },
    actions: {
      addMessage: assign(({ context, event }) => ({
        sent: 'from' in event ? context.sent | (1 << event.from) : context.sent,
      })),
      recordPrepared: assign(({ context, event }) => ({
        received: 'from' in event ? context.received | (1 << event.from) : context.received,
      })),
      sendCommit: emit(({ event }) =>
        send(`rm-${'to' in event ? String(event.to) : ''}`, { type: 'commitReceived' }),
      ),
      sendAbort: emit(({ event }) =>
        send(`rm-${'to' in event ? String(event.to) : ''}`, { type: 'abortReceived' }),
      ),
    },
  }).createMachine({
    id: 'transaction-manager',
    context: { sent: 0, received: 0 },
    initial: 'init',
    on: { preparedSent: { actions: 'addMessage' } },
    states: {
      init: {
        on: {
          receivePrepared: { guard: 'wasSent', actions: 'recordPrepared' },
          commit: { guard: 'allPrepared', target: 'committed' },
          abort: { target: 'aborted' },
        },
      },
      committed: { on: { deliverCommit: { actions: 'sendCommit' } } },
      aborted: { on: { deliverAbort: { actions: 'sendAbort' } } },
    },
  });
}

function resourceManager(index: number): AnyStateMachine {
  return setup({
    actions: {
      sendPrepared: emit(() => send('tm', { type: 'preparedSent', from: index })),
    },
  }).createMachine({
    id: 'resource-manager',
    initial: 'working',
    on: { commitReceived: { target: '.committed' }, abortReceived: { target: '.aborted' } },
    states: {
      working: {
        on: {
          prepare: { target: 'prepared', actions: 'sendPrepared' },
          chooseToAbort: { target: 'aborted' },
        },
      },
      prepared: {},
      committed: {},
      aborted: {},
    },
  });
}

/** The system with the given number of resource managers (at most 30). */
export function twoPhaseCommit(resourceManagers: number): SystemDefinition {
  const indices = Array.from({ length: resourceManagers }, (_, index) => index);
  return {
    name: `two-phase-commit-${String(resourceManagers)}`,
    components: {
      tm: transactionManager(resourceManagers),
      ...Object.fromEntries(indices.map((index) => [`rm-${String(index)}`, resourceManager(index)])),
    },
    choices: {
      tm: [
        { type: 'commit' },
        { type: 'abort' },
        ...indices.flatMap((index) => [
          { type: 'receivePrepared', from: index },
          { type: 'deliverCommit', to: index },
          { type: 'deliverAbort', to: index },
        ]),
      ],
      ...Object.fromEntries(
        indices.map((index) => [`rm-${String(index)}`, [{ type: 'prepare' }, { type: 'chooseToAbort' }]]),
      ),
    },
  };
}

/** The same with the declaration that any resource manager may take the place of any other. */
export function symmetricTwoPhaseCommit(resourceManagers: number): SystemDefinition {
  const names = Array.from({ length: resourceManagers }, (_, index) => String(index));
  const renamedBits = (bits: number, to: Naming): number =>
    names.reduce((renamed, name) => renamed | (((bits >> Number(name)) & 1) << Number(to(name))), 0);
  return {
    ...twoPhaseCommit(resourceManagers),
    symmetry: [
      interchangeable(names, {
        components: (name) => [`rm-${name}`],
        snapshot: (snapshot, to, component) => {
          if (component !== 'tm') return snapshot;
          const { sent, received } = snapshot.context as ManagerContext;
          const context = { sent: renamedBits(sent, to), received: renamedBits(received, to) };
          return { value: snapshot.value, context };
        },
        event: (event, to) => {
          const renamed: Record<string, unknown> = { ...event };
          for (const field of ['from', 'to'])
            if (field in event) renamed[field] = Number(to(String(event[field])));
          return renamed as MachineEvent;
        },
      }),
    ],
  };
}

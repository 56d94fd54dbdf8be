/**
 * Two threads increment a shared counter without a lock: read, then write what was read plus one.
 * The classic lost update: 13 distinct states, and the total is wrong at the end of one interleaving in three.
 */
import { assign, emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { send } from '../../src/system/authoring.ts';
import type { SystemDefinition } from '../../src/system/vocabulary.ts';

const thread = (index: number): AnyStateMachine =>
  setup({
    types: {
      context: {} as { local: number },
      events: {} as { type: 'read' | 'write' } | { type: 'value'; value: number },
    },
    actions: {
      askValue: emit(() => send('memory', { type: 'get', thread: index })),
      keep: assign(({ event }) => ({ local: 'value' in event ? event.value : 0 })),
      store: emit(({ context }) => send('memory', { type: 'put', value: context.local + 1 })),
    },
  }).createMachine({
    id: 'thread',
    context: { local: 0 },
    initial: 'idle',
    states: {
      idle: { on: { read: { target: 'holding', actions: 'askValue' } } },
      holding: { on: { value: { actions: 'keep' }, write: { target: 'done', actions: 'store' } } },
      done: {},
    },
  });

const memory: AnyStateMachine = setup({
  types: {
    context: {} as { value: number },
    events: {} as { type: 'get'; thread: number } | { type: 'put'; value: number },
  },
  actions: {
    reply: emit(({ context, event }) =>
      send(`thread-${'thread' in event ? String(event.thread) : ''}`, {
        type: 'value',
        value: context.value,
      }),
    ),
    set: assign(({ event }) => ({ value: 'value' in event ? event.value : 0 })),
  },
}).createMachine({
  id: 'memory',
  context: { value: 0 },
  on: { get: { actions: 'reply' }, put: { actions: 'set' } },
});

/** The system with the given number of threads. */
export function incrementRace(threads: number): SystemDefinition {
  const ids = Array.from({ length: threads }, (_, index) => `thread-${String(index)}`);
  return {
    name: 'increment-race',
    components: { memory, ...Object.fromEntries(ids.map((id, index) => [id, thread(index)])) },
    choices: Object.fromEntries(ids.map((id) => [id, [{ type: 'read' }, { type: 'write' }]])),
  };
}

/** Actions of the lean interpreter: assign, emit, and enqueueActions made of these. */
import type { AnyStateMachine } from 'xstate';
import { CheckerError } from '../errors/checker-error.ts';
import type { Emitted, MachineEvent } from './vocabulary.ts';

/** What actions work on: the context as it is by now, and what has been emitted. */
export interface LeanEffects {
  context: unknown;
  readonly emitted: Emitted[];
}

export type LeanAction = (effects: LeanEffects, event: MachineEvent) => void;

interface Scope {
  readonly context: unknown;
  readonly event: MachineEvent;
}

type Expression<Result> = (scope: Scope, params: unknown) => Result;

/** The parts of XState's action objects that carry their meaning. */
interface BuiltInAction {
  readonly type?: string;
  readonly assignment?: Expression<object> | Readonly<Record<string, unknown>>;
  readonly event?: Expression<unknown> | object;
  readonly collect?: (scope: Scope & { enqueue: Enqueue }, params: unknown) => void;
}

interface Enqueue {
  (action: unknown): void;
  assign: (assignment: BuiltInAction['assignment']) => void;
  emit: (event: BuiltInAction['event']) => void;
}

/** @param unknown makes the error that says the machine needs XState. */
export function compileActions(
  machine: AnyStateMachine,
  references: readonly unknown[],
  unknown: () => Error,
): readonly LeanAction[] {
  return references.map((reference) => compileAction(machine, reference, unknown));
}

function compileAction(machine: AnyStateMachine, reference: unknown, unknown: () => Error): LeanAction {
  const action = typeof reference === 'string' ? namedAction(machine, reference) : reference;
  if (typeof action === 'object' && action !== null && 'type' in action && !('params' in action)) {
    return compileAction(machine, String(action.type), unknown);
  }
  if (typeof action !== 'function') throw unknown();
  const { type, assignment, event, collect } = action as unknown as BuiltInAction;
  if (assignment !== undefined) return assigning(assignment);
  if (type === 'xstate.emit') return emitting(machine, event);
  if (collect !== undefined) return enqueuing(machine, collect, unknown);
  // Built-in effects on actors (raise, spawn, send, cancel...) belong to XState; a plain function is a mere effect.
  if (type?.startsWith('xstate.') === true || 'resolve' in action) throw unknown();
  return () => undefined;
}

function assigning(assignment: NonNullable<BuiltInAction['assignment']>): LeanAction {
  if (typeof assignment === 'function') {
    return (effects, event) => {
      const { context } = effects;
      effects.context = Object.assign({}, context, assignment({ context, event }, undefined));
    };
  }
  const fields = Object.entries(assignment);
  return (effects, event) => {
    const { context } = effects;
    const changes = fields.map(([field, value]) => [
      field,
      typeof value === 'function' ? (value as Expression<unknown>)({ context, event }, undefined) : value,
    ]);
    effects.context = Object.assign({}, context, Object.fromEntries(changes) as object);
  };
}

function emitting(machine: AnyStateMachine, emitted: BuiltInAction['event']): LeanAction {
  return ({ context, emitted: list }, event) => {
    const effect =
      typeof emitted === 'function'
        ? (emitted as Expression<unknown>)({ context, event }, undefined)
        : emitted;
    list.push(asEmitted(machine, effect, event));
  };
}

function asEmitted(machine: AnyStateMachine, effect: unknown, event: MachineEvent): Emitted {
  const type = (effect as { readonly type?: unknown } | null | undefined)?.type;
  if (type === 'send' || type === 'note') return effect as Emitted;
  throw new CheckerError(
    'MODEL_BAD_EMISSION',
    `machine "${machine.id}" emitted something unknown on ${event.type}`,
    {
      expected: '{ type: "send", to, event } or { type: "note", note }',
      received: JSON.stringify(effect) ?? 'undefined',
    },
  );
}

/** The actions are collected first and executed afterwards, each on the context that the one before has left. */
function enqueuing(
  machine: AnyStateMachine,
  collect: NonNullable<BuiltInAction['collect']>,
  unknown: () => Error,
): LeanAction {
  return (effects, event) => {
    const queue: LeanAction[] = [];
    const enqueue = ((action: unknown) =>
      queue.push(compileAction(machine, action, unknown))) as unknown as Enqueue;
    enqueue.assign = (assignment) => {
      if (assignment !== undefined) queue.push(assigning(assignment));
    };
    enqueue.emit = (emitted) => queue.push(emitting(machine, emitted));
    collect({ context: effects.context, event, enqueue }, undefined);
    for (const action of queue) action(effects, event);
  };
}

function namedAction(machine: AnyStateMachine, name: string): unknown {
  const action: unknown = (machine.implementations.actions as Record<string, unknown>)[name];
  if (action !== undefined) return action;
  throw new CheckerError('MODEL_BAD_DEFINITION', `machine "${machine.id}" has no action "${name}"`, {
    at: machine.id,
  });
}

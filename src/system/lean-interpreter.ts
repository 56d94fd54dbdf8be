/**
 * A lean interpreter of XState machine configurations, for the shapes that models mostly have: a flat machine, or a
 * parallel one with flat regions, without entry, exit and eventless transitions, history, invocations or delays; guards
 * by name and their combinations by and/or/not/stateIn; actions by name that assign, emit or enqueue such.
 * Anything else is left to XState. It spares XState's general machinery (node sets, entry and exit, actor scopes), which
 * dominates where nearly every local state is new.
 *
 * XState is the reference: a property test compares the two on every step of random runs of the model.
 */
import { and, matchesState, not, or, stateIn } from 'xstate';
import type { AnyStateMachine, AnyTransitionDefinition, StateValue } from 'xstate';
import { CheckerError } from '../errors/checker-error.ts';
import { compileActions, type LeanAction } from './lean-actions.ts';
import type { MachineInterpreter } from './machine-interpreter.ts';
import { localSnapshot } from './local-step.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from './vocabulary.ts';

type StateNode = AnyStateMachine['root'];
type LeanGuard = (snapshot: LocalSnapshot, event: MachineEvent) => boolean;

interface LeanTransition {
  readonly definition: AnyTransitionDefinition;
  readonly guard: LeanGuard | undefined;
  readonly actions: readonly LeanAction[];
  /** State value after the transition; undefined if it stays as it is. */
  readonly moves: ((value: LocalSnapshot['value']) => LocalSnapshot['value']) | undefined;
}

type TransitionsByEvent = ReadonlyMap<string, readonly LeanTransition[]>;

const nothing: readonly Emitted[] = Object.freeze([]);

/** The lean interpreter of the machine, or undefined if the machine needs XState. */
export function leanInterpreter(machine: AnyStateMachine): MachineInterpreter | undefined {
  try {
    return compile(machine);
  } catch (error) {
    if (error instanceof NotLean) return undefined;
    throw error;
  }
}

/** The machine has a shape that the lean interpreter does not know. */
class NotLean extends Error {}

function compile(machine: AnyStateMachine): MachineInterpreter {
  const { root } = machine;
  refuseUnknownShape(root);
  const parallel = root.type === 'parallel';
  const atRoot = transitionsOf(machine, root, []);
  /** By region ('' for a flat machine), then by state. */
  const regions = new Map<string, ReadonlyMap<string, TransitionsByEvent>>();
  if (parallel) {
    for (const region of Object.values(root.states)) {
      refuseUnknownShape(region);
      if (region.transitions.size > 0 || region.type !== 'compound') throw new NotLean();
      regions.set(region.key, statesOf(machine, region, [region.key]));
    }
  } else {
    regions.set('', statesOf(machine, root, []));
  }

  const select = (snapshot: LocalSnapshot, event: MachineEvent): readonly LeanTransition[] => {
    const selected: LeanTransition[] = [];
    for (const [region, states] of regions) {
      const { value } = snapshot;
      const state = typeof value === 'string' ? value : value[region];
      const candidate = enabled(states.get(String(state))?.get(event.type), snapshot, event);
      if (candidate !== undefined) selected.push(candidate);
    }
    if (selected.length > 0) return selected;
    const candidate = enabled(atRoot.get(event.type), snapshot, event);
    return candidate === undefined ? selected : [candidate];
  };

  return {
    kind: 'lean',
    begin: localSnapshot,
    adopt: (plain) => plain,
    step: (snapshot, event) => {
      const transitions = select(snapshot, event);
      if (transitions.length === 0) return undefined;
      let { value } = snapshot;
      const effects = { context: snapshot.context, emitted: [] as Emitted[] };
      for (const { actions, moves } of transitions) {
        if (moves !== undefined) value = moves(value);
        for (const action of actions) action(effects, event);
      }
      return {
        snapshot: { value, context: effects.context },
        emitted: effects.emitted.length === 0 ? nothing : effects.emitted,
        transitions: transitions.map(({ definition }) => definition),
      };
    },
  };
}

function enabled(
  candidates: readonly LeanTransition[] | undefined,
  snapshot: LocalSnapshot,
  event: MachineEvent,
): LeanTransition | undefined {
  if (candidates === undefined) return undefined;
  for (const candidate of candidates) if (candidate.guard?.(snapshot, event) !== false) return candidate;
  return undefined;
}

function statesOf(
  machine: AnyStateMachine,
  parent: StateNode,
  path: readonly string[],
): ReadonlyMap<string, TransitionsByEvent> {
  return new Map(
    Object.values(parent.states).map((state) => {
      refuseUnknownShape(state);
      if (Object.keys(state.states).length > 0) throw new NotLean();
      return [state.key, transitionsOf(machine, state, path)];
    }),
  );
}

/** A final state ends its machine, so it counts as unknown too: XState does more there than change a value. */
function refuseUnknownShape(node: StateNode): void {
  const known =
    node.entry.length === 0 &&
    node.exit.length === 0 &&
    node.invoke.length === 0 &&
    node.after.length === 0 &&
    (node.always ?? []).length === 0 &&
    node.history === false &&
    node.type !== 'final' &&
    node.type !== 'history';
  if (!known) throw new NotLean();
}

function transitionsOf(
  machine: AnyStateMachine,
  node: StateNode,
  path: readonly string[],
): TransitionsByEvent {
  const byEvent = new Map<string, readonly LeanTransition[]>();
  for (const [descriptor, definitions] of node.transitions) {
    if (descriptor === '' || descriptor.includes('*') || descriptor.startsWith('xstate.'))
      throw new NotLean();
    byEvent.set(
      descriptor,
      definitions.map((definition): LeanTransition => ({
        definition,
        guard: definition.guard === undefined ? undefined : compileGuard(machine, definition.guard),
        actions: compileActions(machine, definition.actions, () => new NotLean()),
        moves: compileTarget(node, definition, path),
      })),
    );
  }
  return byEvent;
}

function compileTarget(
  source: StateNode,
  { target }: AnyTransitionDefinition,
  path: readonly string[],
): LeanTransition['moves'] {
  if (target === undefined || target.length === 0) return undefined;
  // A region's transition may move only within its region; the root's may move each region once.
  const moved = target.map((node: StateNode) => ({
    region: node.path.length === 2 ? node.path[0] : '',
    to: node.key,
  }));
  if (target.some((node: StateNode) => node.path.length > 2 || Object.keys(node.states).length > 0))
    throw new NotLean();
  if (source.path.length > 0 && moved.some(({ region }) => (region ?? '') !== (path[0] ?? '')))
    throw new NotLean();
  const [only] = moved;
  if (only !== undefined && moved.length === 1 && only.region === '') return () => only.to;
  const changes = Object.fromEntries(moved.map(({ region, to }) => [region ?? '', to]));
  return (value) => (typeof value === 'string' ? value : { ...value, ...changes });
}

type GuardFunction = (args: { context: unknown; event: MachineEvent }, params: unknown) => boolean;
interface BuiltInGuard {
  readonly check?: unknown;
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
}

/** XState's combinators are told apart by the function that checks them. */
const checkOf = (guard: unknown): unknown => (guard as BuiltInGuard).check;
const andCheck = checkOf(and([]));
const orCheck = checkOf(or([]));
const notCheck = checkOf(not('any'));
const stateInCheck = checkOf(stateIn('any'));

function compileGuard(machine: AnyStateMachine, reference: unknown): LeanGuard {
  if (typeof reference === 'string') return compileGuard(machine, namedGuard(machine, reference));
  if (typeof reference !== 'function') throw new NotLean();
  const { check, guards = [], stateValue } = reference as unknown as BuiltInGuard;
  if (check === undefined) {
    const guard = reference as unknown as GuardFunction;
    return ({ context }, event) => guard({ context, event }, undefined);
  }
  if (check === stateInCheck) {
    if (typeof stateValue === 'string' && stateValue.startsWith('#')) throw new NotLean();
    return ({ value }) => matchesState(stateValue as StateValue, value as StateValue);
  }
  const parts = guards.map((part) => compileGuard(machine, part));
  if (check === andCheck) return (snapshot, event) => parts.every((part) => part(snapshot, event));
  if (check === orCheck) return (snapshot, event) => parts.some((part) => part(snapshot, event));
  if (check === notCheck) return (snapshot, event) => parts[0]?.(snapshot, event) === false;
  throw new NotLean();
}

function namedGuard(machine: AnyStateMachine, name: string): unknown {
  const guard: unknown = (machine.implementations.guards as Record<string, unknown>)[name];
  if (guard !== undefined) return guard;
  throw new CheckerError('MODEL_BAD_DEFINITION', `machine "${machine.id}" has no guard "${name}"`, {
    at: machine.id,
  });
}

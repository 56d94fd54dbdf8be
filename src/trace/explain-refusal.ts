/**
 * Why the environment may not make a choice: which transitions of the machine would take the event if their guard held,
 * and which requirements of the choice (conditions on other components) fail.
 */
import { getNextTransitions } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { guardName } from '../system/coverage.ts';
import type { System } from '../system/define-system.ts';
import { equalData } from '../system/equal-data.ts';
import type { ComponentId, LocalSnapshot, MachineEvent } from '../system/vocabulary.ts';

/** A guard of a transition, and what it says. */
export interface GuardOutcome {
  /** The guard's name in the machine's setup. */
  readonly guard: string;
  readonly holds: boolean;
  /** What the transition is for, as the machine describes it. */
  readonly transition: string;
}

/**
 * The guards of all transitions that the machine has for the event in this state, in document order; empty if it has no
 * such transition, or only unguarded ones.
 */
export function guardsConsulted(
  machine: AnyStateMachine,
  snapshot: LocalSnapshot,
  event: MachineEvent,
): readonly GuardOutcome[] {
  const { context } = snapshot;
  // XState's types want the exact state value and context of a machine that is only known at run time.
  const full = machine.resolveState({ value: snapshot.value, context } as never) as AnyMachineSnapshot;
  return getNextTransitions(full).flatMap((transition): readonly GuardOutcome[] => {
    const { guard } = transition;
    if (transition.eventType !== event.type || guard === undefined) return [];
    const title = transition.description ?? `${transition.source.path.join('.')} on ${event.type}`;
    return conjuncts(guard).map((part) => ({
      guard: guardName(part),
      holds: evaluate(machine, part, context, event),
      transition: title,
    }));
  });
}

/**
 * Names of the requirements that forbid the choice in this state; empty if none does, or the event is no choice at all. The
 * environment may have several choices of one event, for different reasons: one that nothing forbids is enough.
 */
export function failedRequirements(
  system: System,
  snapshots: readonly LocalSnapshot[],
  to: ComponentId,
  event: MachineEvent,
): readonly string[] {
  const [first = [], ...others] = offeredChoices(system, snapshots, to, event).map(({ requires = [] }) =>
    requires
      .filter(({ component, holds }) => !holds(snapshots[system.indexOf(component)] as never))
      .map(({ name }) => name),
  );
  return others.some((failed) => failed.length === 0) ? [] : first;
}

/** The choices that the environment has of sending this event, whether or not the machine takes it now. */
export function offeredChoices(
  system: System,
  snapshots: readonly LocalSnapshot[],
  to: ComponentId,
  event: MachineEvent,
): ReturnType<System['components'][number]['candidates']> {
  const index = system.indexOf(to);
  const snapshot = snapshots[index];
  const candidates = snapshot === undefined ? [] : (system.components[index]?.candidates(snapshot) ?? []);
  return candidates.filter((candidate) => equalData(candidate.event, event));
}

/** The parts that must all hold: those of `and(...)`, each by itself, and anything else as a whole. */
function conjuncts(guard: unknown): readonly unknown[] {
  const combined = combination(guard);
  return combined?.name === 'and' ? combined.parts.flatMap(conjuncts) : [guard];
}

/** XState's `and`, `or` and `not` make functions that carry their parts. */
function combination(
  guard: unknown,
): { readonly name: string; readonly parts: readonly unknown[] } | undefined {
  if (typeof guard !== 'function' || !('guards' in guard) || !Array.isArray(guard.guards)) return undefined;
  return { name: guard.name, parts: guard.guards };
}

function evaluate(machine: AnyStateMachine, guard: unknown, context: unknown, event: MachineEvent): boolean {
  const combined = combination(guard);
  if (combined !== undefined) {
    const outcomes = combined.parts.map((part) => evaluate(machine, part, context, event));
    if (combined.name === 'not') return outcomes[0] !== true;
    return combined.name === 'or' ? outcomes.includes(true) : !outcomes.includes(false);
  }
  const resolved: unknown =
    typeof guard === 'function' ? guard : machine.implementations.guards[guardName(guard)];
  // A name may stand for a combination.
  if (combination(resolved) !== undefined) return evaluate(machine, resolved, context, event);
  if (typeof resolved !== 'function') return false;
  const params: unknown =
    typeof guard === 'object' && guard !== null && 'params' in guard ? guard.params : undefined;
  const given =
    typeof params === 'function' ? (params as (args: unknown) => unknown)({ context, event }) : params;
  return (resolved as (args: unknown, params: unknown) => boolean)({ context, event }, given);
}

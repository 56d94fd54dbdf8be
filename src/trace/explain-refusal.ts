/**
 * Why the environment may not make a choice: which transitions of the machine would take the event if their guard held,
 * and which requirements of the choice (conditions on other components) fail.
 */
import { getNextTransitions } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
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
    const name = guardName(guard);
    const holds = evaluate(machine, name, guard, context, event);
    const title = transition.description ?? `${transition.source.path.join('.')} on ${event.type}`;
    return holds === undefined ? [] : [{ guard: name, holds, transition: title }];
  });
}

/** Names of the requirements that forbid the choice in this state; empty if none does, or the event is no choice at all. */
export function failedRequirements(
  system: System,
  snapshots: readonly LocalSnapshot[],
  to: ComponentId,
  event: MachineEvent,
): readonly string[] {
  const choice = offeredChoice(system, snapshots, to, event);
  return (choice?.requires ?? [])
    .filter(({ component, holds }) => !holds(snapshots[system.indexOf(component)] as never))
    .map(({ name }) => name);
}

/** The choice that the environment has of sending this event, whether or not the machine takes it now. */
export function offeredChoice(
  system: System,
  snapshots: readonly LocalSnapshot[],
  to: ComponentId,
  event: MachineEvent,
): ReturnType<System['components'][number]['candidates']>[number] | undefined {
  const index = system.indexOf(to);
  const snapshot = snapshots[index];
  const candidates = snapshot === undefined ? [] : (system.components[index]?.candidates(snapshot) ?? []);
  return candidates.find((candidate) => equalData(candidate.event, event));
}

function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  const { type } = guard as { readonly type?: unknown };
  return typeof type === 'string' ? type : 'an unnamed guard';
}

/** Undefined for guards that are not plain predicates (`and`, `or`, `not` of XState): their names say nothing by themselves. */
function evaluate(
  machine: AnyStateMachine,
  name: string,
  guard: unknown,
  context: unknown,
  event: MachineEvent,
): boolean | undefined {
  const predicate: unknown = machine.implementations.guards[name];
  if (typeof predicate !== 'function' || 'check' in predicate) return undefined;
  const params: unknown =
    typeof guard === 'object' && guard !== null && 'params' in guard ? guard.params : undefined;
  const given =
    typeof params === 'function' ? (params as (args: unknown) => unknown)({ context, event }) : params;
  return (predicate as (args: unknown, params: unknown) => boolean)({ context, event }, given);
}

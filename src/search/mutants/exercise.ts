/**
 * Which mutants would have made a difference to runs of the sound machines: only there do they say anything about the
 * properties. A guard forced to an outcome that it had each time, or an action dropped that was never taken, changes
 * nothing in those runs.
 */
import type { AnyStateMachine } from 'xstate';
import { guardNames, transitionNames, type Coverage } from '../../system/coverage.ts';
import type { System } from '../../system/define-system.ts';
import { actionNames, concerns, type Mutant } from './mutant.ts';

/** Bits of a guard's outcomes in a coverage record. */
const wasFalse = 1;
const wasTrue = 2;

/**
 * @param coverage of the runs
 * @param systems whose runs they were
 */
export function exercised(coverage: Coverage, systems: readonly System[]): (mutant: Mutant) => boolean {
  const { transitions, guards } = coverage.toRecord();
  const outcomes = new Map(guards);
  const taken = new Map(transitions);
  const machines = new Set(systems.flatMap(({ components }) => components.map(({ machine }) => machine)));
  const transitionsTaken = [...machines].flatMap((machine) => takenBy(machine, taken));
  const actions = new Set(
    transitionsTaken.flatMap(({ machine, actions: list }) => list.map((name) => `${machine}: ${name}`)),
  );
  const soleGuards = new Set(transitionsTaken.map(({ machine, guard }) => `${machine}: ${guard}`));
  return (mutant) => {
    if (!systems.some((system) => concerns(mutant, system))) return false;
    const { machine, kind, name } = mutant;
    const label = `${machine}: ${name}`;
    if (kind === 'action-dropped') return actions.has(label);
    const seen = outcomes.get(label);
    if (seen !== undefined) return (seen & (kind === 'guard-true' ? wasFalse : wasTrue)) !== 0;
    // Questions about states are not counted by themselves. What they guard alone was taken only where they were true;
    // beyond that nothing is known, and the mutant is tried.
    return kind === 'guard-true' || !isSoleGuard(machines, machine, name) || soleGuards.has(label);
  };
}

interface TakenTransition {
  readonly machine: string;
  /** Its guard, if it is a single name. */
  readonly guard: string;
  readonly actions: readonly string[];
}

function takenBy(machine: AnyStateMachine, taken: ReadonlyMap<string, boolean>): readonly TakenTransition[] {
  return [...transitionNames(machine)]
    .filter(([, name]) => taken.get(name) === true)
    .map(([{ actions, guard }]) => ({
      machine: machine.id,
      guard: typeof guard === 'string' ? guard : '',
      actions: actionNames(actions),
    }));
}

/** Wherever the guard is asked, it is asked alone. */
function isSoleGuard(machines: ReadonlySet<AnyStateMachine>, id: string, name: string): boolean {
  return [...machines]
    .filter((machine) => machine.id === id)
    .every((machine) =>
      [...transitionNames(machine).keys()].every(
        ({ guard }) => guard === name || !guardNames(guard).includes(name),
      ),
    );
}

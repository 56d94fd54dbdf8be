/**
 * Which mutants would have made a difference to runs of the sound machines: only there do they say anything about the
 * properties. A guard forced to an outcome that it had each time, or an action dropped that was never taken, changes
 * nothing in those runs.
 */
import type { AnyStateMachine } from 'xstate';
import { transitionNames, type Coverage } from '../../system/coverage.ts';
import type { System } from '../../system/define-system.ts';
import { actionNames, type Mutant } from './mutant.ts';

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
  const actions = new Set([...machines].flatMap((machine) => actionsTaken(machine, taken)));
  return ({ machine, kind, name }) => {
    if (kind === 'action-dropped') return actions.has(`${machine}: ${name}`);
    // Combinations and questions about states are not counted by themselves: they are tried in any case.
    const seen = outcomes.get(`${machine}: ${name}`) ?? wasFalse | wasTrue;
    return (seen & (kind === 'guard-true' ? wasFalse : wasTrue)) !== 0;
  };
}

function actionsTaken(machine: AnyStateMachine, taken: ReadonlyMap<string, boolean>): readonly string[] {
  return [...transitionNames(machine)]
    .filter(([, name]) => taken.get(name) === true)
    .flatMap(([{ actions }]) => actionNames(actions).map((name) => `${machine.id}: ${name}`));
}

/** What the environment may choose in a state, asked of XState itself: slow, and independent of all tables. */
import type { AnyMachineSnapshot } from 'xstate';
import type { System } from './define-system.ts';
import { enabledTransitions } from './local-step.ts';
import type { LocalSnapshot } from './vocabulary.ts';

/** Whether there is a choice that its machine takes and whose requirements hold. Budgets are not looked at. */
export function canHappen(system: System, snapshots: readonly LocalSnapshot[]): boolean {
  return system.components.some(({ index, machine, candidates }) => {
    const snapshot = snapshots[index];
    if (snapshot === undefined) return false;
    const { value, context } = snapshot;
    // XState's types want the exact state value and context of a machine that is only known at run time.
    const full = machine.resolveState({ value, context } as never) as AnyMachineSnapshot;
    return candidates(snapshot).some(
      ({ event, requires = [] }) =>
        enabledTransitions(machine, full, event).length > 0 &&
        requires.every(({ component, holds }) => holds(snapshots[system.indexOf(component)] as never)),
    );
  });
}

/**
 * A real run from the numbers of visited states. Under symmetry these stand for classes, and following the parents from
 * class to class gives no run by itself: the step from one visited state leads to an image of the next. So the run is
 * found from the initial state on, at each step a choice that leads into the next class, which symmetry says there is.
 * Where a certain image of the last state is wanted, the whole run is renamed: the initial state is its own image.
 */
import type { ChosenEvent } from '../../../system/chosen-event.ts';
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import { machineFailure } from '../machine-failure.ts';
import type { StateLayout } from '../state-layout.ts';
import type { StateStore } from '../state-store.ts';
import { pay, type SuccessorTables } from '../successors.ts';
import type { SymmetryGroup } from './symmetry-group.ts';

interface Taken {
  readonly component: number;
  readonly event: number;
}

/** What a search remembers of the states that it has visited. */
export interface VisitedStates {
  readonly store: StateStore;
  readonly stepper: TabulatedStepper;
  readonly successors: SuccessorTables;
  readonly group: SymmetryGroup | undefined;
  /** The state from which the search first came to this one. */
  readonly parentOf: (state: number) => number;
  readonly layout: StateLayout;
}

/**
 * The run to the element's image of a visited state.
 * @param last a choice in the visited state, whose image ends the run.
 */
export function rebuildRun(
  search: VisitedStates,
  state: number,
  element = 0,
  last?: Taken,
): readonly ChosenEvent[] {
  const { store, stepper, group } = search;
  const states: number[] = [];
  for (let at = state; at > 0; at = search.parentOf(at)) states.push(at);
  const vector = search.layout.initial();
  const target = new Int32Array(store.width);
  const run = states.reverse().map((to) => {
    store.load(to, target);
    return stepInto(search, vector, target);
  });
  if (group === undefined) {
    return [...run, ...(last === undefined ? [] : [last])].map((taken) =>
      stepper.chosenEvent(taken.component, taken.event),
    );
  }
  store.load(state, target);
  const wanted = new Int32Array(store.width);
  group.imageOf(element, target, wanted);
  const renaming = group.elementBetween(vector, wanted);
  if (renaming < 0) throw new TypeError('a run that does not lead into the class of its last state');
  const renamed = (by: number, { component, event }: Taken): ChosenEvent =>
    stepper.chosenEvent(group.placeOf(by, component), group.eventImage(by, component, event));
  return [
    ...run.map((taken) => renamed(renaming, taken)),
    ...(last === undefined ? [] : [renamed(element, last)]),
  ];
}

/** Takes the first step from the vector, in place, that leads into the class of the target. */
function stepInto(search: VisitedStates, vector: Int32Array, target: Int32Array): Taken {
  const { stepper, successors, group } = search;
  const next = new Int32Array(vector.length);
  const representative = new Int32Array(vector.length);
  for (let component = 0; component < stepper.system.components.length; component++) {
    const local = successors.of(component, vector[component] ?? 0);
    for (let i = 0; i < local.count; i++) {
      const conditions = local.conditions[local.condition[i] ?? -1];
      if (conditions !== undefined && !successors.allowed(conditions, vector)) continue;
      const event = local.events[i] ?? 0;
      next.set(vector);
      if (!takes(stepper, next, component, event)) continue;
      if (conditions !== undefined) pay(conditions.cost, next);
      representative.set(next);
      group?.canonicalize(representative);
      if (!representative.every((value, position) => value === target[position])) continue;
      vector.set(next);
      return { component, event };
    }
  }
  throw new TypeError('a state without a step from its parent');
}

/** Takes a step in place; false if the machines fail to, which the search may not have come to. */
function takes(stepper: TabulatedStepper, vector: Int32Array, component: number, event: number): boolean {
  try {
    return stepper.step(vector, component, event);
  } catch (error) {
    machineFailure(error);
    return false;
  }
}

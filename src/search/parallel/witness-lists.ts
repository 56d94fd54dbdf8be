/**
 * The witnesses that one of several threads has come across. Others may have come across the same, so what is counted in
 * the end are those that are new in a set that all threads add theirs to.
 */
import type { Numbering } from '../../system/numbering.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { type CheckWatch, type WitnessLog } from '../explicit/check-watch.ts';
import { IntList } from '../liveness/int-list.ts';
import type { SharedStateStore } from './shared-state-store.ts';

/** One list a state group (of states that have its tuples), then one a component (of its local steps). */
export class WitnessLists implements WitnessLog {
  readonly #tuples: IntList[] = [];
  readonly #steps: IntList[] = [];

  readonly tuple = (group: number, state: number): void => {
    (this.#tuples[group] ??= new IntList()).push(state);
  };

  readonly step = (component: number, step: number): void => {
    (this.#steps[component] ??= new IntList()).push(step);
  };

  /** Each list's length, and how many numbers tell a witness of it. */
  sizes({ tables }: CheckWatch): readonly { readonly length: number; readonly width: number }[] {
    const ofTuples = tables.stateGroups.map(({ positions }, group) => ({
      length: this.#tuples[group]?.length ?? 0,
      width: positions.length,
    }));
    const ofSteps = tables.stepGroups.map((_, component) => ({
      length: this.#steps[component]?.length ?? 0,
      width: 2,
    }));
    return [...ofTuples, ...ofSteps];
  }

  /** Adds a list's witnesses to the set, and those that were new there to the counts by check. */
  count(
    list: number,
    into: SharedStateStore,
    watch: CheckWatch,
    visited: SharedStateStore,
    stepper: TabulatedStepper,
    events: Numbering,
  ): Float64Array {
    const counts = new Float64Array(watch.witnesses.length);
    const add = (tuple: Int32Array, checks: () => readonly number[]): void => {
      if (into.add(tuple) >= 0) return;
      for (const check of checks()) counts[check] = (counts[check] ?? 0) + 1;
    };
    const tuple = new Int32Array(into.width);
    const group = watch.tables.stateGroups[list];
    if (group !== undefined) {
      const vector = new Int32Array(visited.width);
      for (const state of this.#tuples[list]?.toArray() ?? []) {
        visited.load(state, vector);
        group.positions.forEach((position, index) => {
          tuple[index] = vector[position] ?? 0;
        });
        add(tuple, () => watch.witnessedByTuple(list, vector));
      }
      return counts;
    }
    const component = list - watch.tables.stateGroups.length;
    const table = stepper.table(component);
    for (const step of this.#steps[component]?.toArray() ?? []) {
      tuple[0] = table.beforeOf(step);
      // Events and steps have other numbers in other threads.
      tuple[1] = events.numberOf(stepper.values.valueOf(table.eventOf(step)));
      add(tuple, () => watch.witnessedByStep(component, step));
    }
    return counts;
  }
}

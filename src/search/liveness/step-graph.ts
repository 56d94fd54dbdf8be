/**
 * The steps between visited states with the fairness classes that each takes, made when first asked for and kept, so
 * that checks with the same fairness set share them. Steps that take no class and change nothing are left out: they are
 * no more than stuttering, which is allowed everywhere.
 */
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { SafetySearch } from '../explicit/safety-search.ts';
import type { FairnessSet } from './fairness-set.ts';
import { IntList } from './int-list.ts';

export class StepGraph {
  readonly search: SafetySearch;
  readonly fairness: FairnessSet;
  /** Per step: the state it leads to, and the bits of the classes it takes. */
  readonly #targets = new IntList();
  readonly #classes = new IntList();
  /** Per state: its first step, or -1 if it has not been asked for yet; one after its last; bits of classes enabled. */
  readonly #first: Int32Array;
  readonly #end: Int32Array;
  readonly #enabled: Int32Array;
  readonly #vector: Int32Array;

  constructor(search: SafetySearch, fairness: FairnessSet) {
    this.search = search;
    this.fairness = fairness;
    this.#first = new Int32Array(search.expanded).fill(-1);
    this.#end = new Int32Array(search.expanded);
    this.#enabled = new Int32Array(search.expanded);
    this.#vector = new Int32Array(search.store.width);
  }

  /** Number of the state's first step. The state must have been expanded by the search. */
  firstStep(state: number): number {
    const known = this.#first[state];
    if (known === undefined) throw new RangeError(`state ${String(state)} was not expanded`);
    return known >= 0 ? known : this.#add(state);
  }

  /** One more than the number of the state's last step; valid after `firstStep`. */
  endOfSteps(state: number): number {
    return this.#end[state] ?? 0;
  }

  /** Bits of the classes enabled in the state, whether or not the step stays where a check is interested; likewise. */
  enabledIn(state: number): number {
    return this.#enabled[state] ?? 0;
  }

  target(step: number): number {
    return this.#targets.values[step] ?? 0;
  }

  classes(step: number): number {
    return this.#classes.values[step] ?? 0;
  }

  /** The environment's event of a step between the states that takes at least these classes. */
  eventBetween(from: number, to: number, classes: number): ChosenEvent {
    let found: ChosenEvent | undefined;
    const { stepper, store } = this.search;
    this.#forEachStep(from, (component, event, next, taken) => {
      if (found !== undefined || (taken & classes) !== classes || store.addChanged(next) !== to) return;
      found = stepper.chosenEvent(component, event);
    });
    if (found === undefined) throw new TypeError('a step of the graph is no step of the system');
    return found;
  }

  #add(state: number): number {
    const first = this.#targets.length;
    let enabled = 0;
    this.#forEachStep(state, (_component, _event, next, taken) => {
      enabled |= taken;
      const to = this.search.store.addChanged(next);
      if (to === state && taken === 0) return;
      this.#targets.push(to);
      this.#classes.push(taken);
    });
    this.#first[state] = first;
    this.#end[state] = this.#targets.length;
    this.#enabled[state] = enabled;
    return first;
  }

  #forEachStep(
    state: number,
    visit: (component: number, event: number, next: Int32Array, taken: number) => void,
  ): void {
    const { search, fairness } = this;
    search.store.load(state, this.#vector);
    const open = fairness.openIn(this.#vector);
    search.forEachStep(state, (component, event, next, { eventClass }) => {
      visit(component, event, next, fairness.takenBy(component, eventClass) & open);
    });
  }
}

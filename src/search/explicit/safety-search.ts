/**
 * Breadth-first search of all states reachable within the budgets, for checks that a finite run can violate (always,
 * step) or reach (reachable). Exact: the visited set stores every state. The first violation found of each check has
 * the minimal number of steps, because states are expanded level by level.
 *
 * A state is a vector: components, observers, then what is left of each bounded budget.
 */
import type { CheckerError } from '../../errors/checker-error.ts';
import type { CheckTables } from '../../property/check-tables.ts';
import type { Check } from '../../property/definition.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { CompiledChoice, TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { CheckWatch } from './check-watch.ts';
import { Expansion } from './expansion.ts';
import { expandLevels, type LevelSearch } from './expand-levels.ts';
import { ParentColumn } from './parent-column.ts';
import type { FailedStep, FinishedSearch, SearchLimits, SearchProgress } from './search.ts';
import { StateLayout } from './state-layout.ts';
import { StateStore, type StoreOptions } from './state-store.ts';
import { SuccessorTables } from './successors.ts';

export class SafetySearch implements FinishedSearch, LevelSearch {
  readonly stepper: TabulatedStepper;
  readonly watch: CheckWatch;
  readonly store: StateStore;
  generated = 0;
  depth = 0;
  /** Number of states of the last level that was begun and all levels before it. */
  levelEnd = 0;
  /** States below this number have been expanded: all their successors are visited too. */
  expanded = 0;
  complete = false;
  /** Why the search ended early; empty if it did not. */
  stopped = '';
  /** First state in which nothing can happen, even if no budget were spent; or -1. */
  deadlock = -1;
  readonly layout: StateLayout;
  readonly #successors: SuccessorTables;
  readonly #parents = new ParentColumn();
  readonly #expansion: Expansion;

  constructor(
    stepper: TabulatedStepper,
    checks: readonly Check[],
    budgets: Readonly<Record<string, number | 'unlimited'>>,
    storeOptions: StoreOptions = {},
  ) {
    this.stepper = stepper;
    this.layout = new StateLayout(stepper, budgets);
    const { width, budgetPositions } = this.layout;
    this.store = new StateStore(width, storeOptions);
    this.#successors = new SuccessorTables(stepper, budgetPositions);
    this.watch = new CheckWatch(stepper, checks, width);
    this.#expansion = new Expansion(stepper, this.store, this.#successors, this.watch, (parent) =>
      this.#settle(parent),
    );
  }

  /**
   * Searches until everything is visited or a limit is reached. Yields to the event loop now and then.
   * @param enough asked after each level; true ends the search.
   */
  async run(
    limits: SearchLimits,
    onProgress?: (progress: SearchProgress) => void,
    enough?: () => boolean,
  ): Promise<void> {
    const initial = this.layout.initial();
    this.store.add(initial);
    this.#parents.push(0);
    this.generated = 1;
    this.watch.lookAtState(0, initial);
    await expandLevels(this, limits, onProgress, enough);
  }

  /** Whether the check was violated (a reachable check: reached). */
  hit(check: number): boolean {
    return this.watch.hit(check) !== undefined;
  }

  /** The shortest run to the check's violation or witness, and the words for it. */
  report(check: number): { readonly events: readonly ChosenEvent[]; readonly message: string } | undefined {
    const hit = this.watch.hit(check);
    if (hit === undefined) return undefined;
    const events = this.pathTo(hit.state);
    return { events: hit.last === undefined ? events : [...events, hit.last], message: hit.message };
  }

  /** The events on a shortest run to the state. */
  pathTo(state: number): readonly ChosenEvent[] {
    const states: number[] = [];
    for (let at = state; at > 0; at = this.#parents.at(at)) states.push(at);
    let from = 0;
    return states.reverse().map((to) => {
      const event = this.#eventBetween(from, to);
      from = to;
      return event;
    });
  }

  deadlockRun(): readonly ChosenEvent[] | undefined {
    return this.deadlock < 0 ? undefined : this.pathTo(this.deadlock);
  }

  failedStep(): FailedStep | undefined {
    if (this.#expansion.failure === undefined) return undefined;
    const { state, component, event, error } = this.#expansion.failure;
    return { events: this.pathTo(state), attempt: this.stepper.chosenEvent(component, event), error };
  }

  /** The state from which the search first came to this one; a state's parent has a smaller number. */
  parentOf(state: number): number {
    return this.#parents.at(state);
  }

  get machineError(): CheckerError | undefined {
    return this.#expansion.failure?.error;
  }

  get checks(): readonly Check[] {
    return this.watch.tables.checks;
  }

  get distinct(): number {
    return this.store.size;
  }

  get tables(): CheckTables {
    return this.watch.tables;
  }

  /** Per check: how many distinct tuples (or local steps) were its witness. */
  get witnesses(): Float64Array {
    return this.watch.witnesses;
  }

  /** Bytes of everything that grows with the number of states. */
  get bytes(): number {
    return this.store.bytes + this.#parents.bytes;
  }

  expand(state: number): void {
    const successors = this.#expansion.expand(state);
    this.generated += successors;
    if (successors === 0 && this.deadlock < 0 && !this.#waitsForBudget(state)) this.deadlock = state;
  }

  #settle(parent: number): Int32Array {
    const { store } = this;
    const { queued } = store;
    const parents = this.#parents;
    let next = store.size;
    let numbers: Int32Array;
    try {
      numbers = store.settle();
    } finally {
      // Also where the store has run out of memory half-way: every state in it has a parent.
      while (parents.length < store.size) parents.push(parent);
    }
    for (let i = 0; i < queued; i++) {
      if (numbers[i] === next) next++;
      else numbers[i] = -1;
    }
    return numbers;
  }

  #waitsForBudget(state: number): boolean {
    const vector = new Int32Array(this.store.width);
    this.store.load(state, vector);
    return this.#successors.waitForBudget(vector);
  }

  /**
   * Calls `visit` for every step from a visited state, self-loops included, in a fixed order. `next` is the successor's
   * vector, valid during the call; the state is the store's loaded one, so `store.addChanged(next)` numbers it.
   */
  forEachStep(
    state: number,
    visit: (component: number, event: number, next: Int32Array, choice: CompiledChoice) => void,
  ): void {
    const vector = new Int32Array(this.store.width);
    this.store.load(state, vector);
    // The search took no step after the one that failed.
    const { failure } = this.#expansion;
    this.#successors.forEachStep(vector, visit, failure?.state === state ? failure : undefined);
  }

  /** The first event that leads from one state to the other. */
  #eventBetween(from: number, to: number): ChosenEvent {
    const vector = new Int32Array(this.store.width);
    const target = new Int32Array(this.store.width);
    this.store.load(to, target);
    this.store.load(from, vector);
    return this.#successors.eventBetween(vector, target);
  }
}

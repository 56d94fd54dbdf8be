/**
 * Breadth-first search of all states reachable within the budgets, for checks that a finite run can violate (always,
 * step) or reach (reachable). Exact: the visited set stores every state. The first violation found of each check has
 * the minimal number of steps, because states are expanded level by level.
 *
 * A state is a vector: components, observers, then what is left of each bounded budget.
 */
import type { CheckTables } from '../../property/check-tables.ts';
import type { Check } from '../../property/definition.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { CompiledChoice, TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { CheckWatch } from './check-watch.ts';
import { Expansion } from './expansion.ts';
import { isOutOfMemory } from './machine-failure.ts';
import { ParentColumn } from './parent-column.ts';
import type { FailedStep, FinishedSearch, SearchLimits, SearchProgress } from './search.ts';
import { StateStore, type StoreOptions } from './state-store.ts';
import { pay, SuccessorTables } from './successors.ts';

export class SafetySearch implements FinishedSearch {
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
  /** Bounded budgets, in the order in which what is left of them ends the state vector. */
  readonly budgets: readonly (readonly [name: string, amount: number])[];
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
    this.budgets = Object.entries(budgets).flatMap(([name, amount]) =>
      amount === 'unlimited' ? [] : [[name, amount] as const],
    );
    const width = stepper.width + this.budgets.length;
    this.store = new StateStore(width, storeOptions);
    this.#successors = new SuccessorTables(
      stepper,
      new Map(this.budgets.map(([name], index) => [name, stepper.width + index])),
    );
    this.watch = new CheckWatch(stepper, checks, width);
    this.#expansion = new Expansion(stepper, this.store, this.#successors, this.watch, (parent) =>
      this.#settle(parent),
    );
  }

  /** Searches until everything is visited or a limit is reached. Yields to the event loop now and then. */
  async run(limits: SearchLimits, onProgress?: (progress: SearchProgress) => void): Promise<void> {
    const initial = new Int32Array(this.store.width);
    initial.set(this.stepper.initial());
    this.budgets.forEach(([, amount], index) => {
      initial[this.stepper.width + index] = amount;
    });
    this.store.add(initial);
    this.#parents.push(0);
    this.generated = 1;
    this.watch.lookAtState(0, initial);
    let state = 0;
    let lastYield = performance.now();
    const { maxLevels = Infinity } = limits;
    while (state < this.store.size) {
      if (this.depth >= maxLevels) {
        this.stopped = `the limit of ${String(maxLevels)} levels was reached`;
        return;
      }
      this.depth++;
      const levelEnd = this.store.size;
      this.levelEnd = levelEnd;
      while (state < levelEnd) {
        // Smaller steps when the limit is near, so that it is not overrun by much.
        const room = Math.floor((limits.maxStates - this.store.size) / 32);
        const batchEnd = Math.min(levelEnd, state + Math.max(1, Math.min(1024, room)));
        this.stopped = this.#expandUntil(batchEnd);
        state = this.expanded;
        if (this.stopped !== '') return;
        if (this.store.size >= limits.maxStates && state < this.store.size)
          this.stopped = `the limit of ${String(limits.maxStates)} states was reached`;
        if (performance.now() - lastYield > 100) {
          onProgress?.({
            distinct: this.store.size,
            generated: this.generated,
            depth: this.depth,
            frontier: levelEnd - state,
          });
          await new Promise((resolve) => setImmediate(resolve));
          lastYield = performance.now();
          this.stopped ||= limits.stopReason() ?? '';
        }
        if (this.stopped !== '') return;
      }
    }
    this.complete = true;
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

  /** Expands the states below `end` that are not expanded yet. Why it could not, if so; empty otherwise. */
  #expandUntil(end: number): string {
    try {
      for (; this.expanded < end; this.expanded++) {
        this.#expand(this.expanded);
        if (this.#expansion.failure !== undefined)
          return `the machines do not fit together: ${this.#expansion.failure.error.message}`;
      }
      return '';
    } catch (error) {
      if (isOutOfMemory(error)) return `there is no more memory to be had: ${String(error)}`;
      throw error;
    }
  }

  #expand(state: number): void {
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
    const { store, stepper } = this;
    const vector = new Int32Array(store.width);
    const next = new Int32Array(store.width);
    store.load(state, vector);
    for (let component = 0; component < stepper.system.components.length; component++) {
      const successors = this.#successors.of(component, vector[component] ?? 0);
      for (let i = 0; i < successors.count; i++) {
        const conditions = successors.conditions[successors.condition[i] ?? -1];
        if (conditions !== undefined && !this.#successors.allowed(conditions, vector)) continue;
        const event = successors.events[i] ?? 0;
        // The search took no step after the one that failed.
        const failed = this.#expansion.failure;
        if (failed?.state === state && failed.component === component && failed.event === event) return;
        next.set(vector);
        stepper.step(next, component, event);
        if (conditions !== undefined) pay(conditions.cost, next);
        const choice = successors.choices[i];
        if (choice !== undefined) visit(component, event, next, choice);
      }
    }
  }

  /** The first event that leads from one state to the other. */
  #eventBetween(from: number, to: number): ChosenEvent {
    const target = new Int32Array(this.store.width);
    this.store.load(to, target);
    let found: ChosenEvent | undefined;
    this.forEachStep(from, (component, event, next) => {
      if (found === undefined && next.every((value, position) => value === target[position])) {
        found = this.stepper.chosenEvent(component, event);
      }
    });
    if (found === undefined) throw new TypeError('a state without a step from its parent');
    return found;
  }
}

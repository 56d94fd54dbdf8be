/**
 * The inner loop of the explicit search: finds the successors of a state and adds them to the store, all at once.
 *
 * Most steps change one position, or two because of one message: these are taken from compiled tables. Only what causes
 * more goes through the stepper. What a step changes is noted, never the whole vector copied, and a step that changes
 * nothing costs no look-up in the store. docs/performance.md has the measurements behind this.
 */
import type { CheckerError } from '../../errors/checker-error.ts';
import { refused } from '../../system/local-table.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { CheckWatch } from './check-watch.ts';
import { machineFailure } from './machine-failure.ts';
import type { LocalSuccessors, StepCondition, SuccessorTables } from './successors.ts';

/** A step of which a machine, or a message between machines, made an error. */
export interface ExpansionFailure {
  readonly state: number;
  readonly component: number;
  readonly event: number;
  readonly error: CheckerError;
}

/** Where an expansion adds states. */
export interface ExpansionTarget {
  readonly width: number;
  /** Decodes a state into the vector and makes it the base of changes. */
  readonly load: (state: number, vector: Int32Array) => void;
  /** Number of states queued. */
  readonly queued: number;
  /** Queues the loaded state with one position changed. */
  readonly queueWithOne: (position: number, value: number) => void;
  /** Notes that a position of the loaded state changes, once for each position. */
  readonly change: (position: number, value: number) => void;
  /** Queues the loaded state with the changes noted. */
  readonly queueChanges: () => void;
}

/** Adds the states queued, found from the parent: in order, the number of each that is new, and -1 for the others. */
export type Settle = (parent: number) => Int32Array;

export class Expansion {
  /** The step that could not be taken because the machines do not fit together, once there is one. */
  failure: ExpansionFailure | undefined;
  readonly #stepper: TabulatedStepper;
  readonly #store: ExpansionTarget;
  readonly #successors: SuccessorTables;
  readonly #watch: CheckWatch;
  readonly #settleQueued: Settle;
  /** The state being expanded, and a copy that steps are tried on: equal to it between steps. */
  readonly #vector: Int32Array;
  readonly #next: Int32Array;
  /** Of each queued successor how many positions it changes, then position and value of each; `#stride` numbers in all. */
  #changes: Int32Array;
  readonly #stride: number;
  /** Changes noted for the successor at hand. */
  #noted = 0;
  /** Whether any check reads states, so that what new ones change must be known when they are settled. */
  readonly #readsStates: boolean;

  constructor(
    stepper: TabulatedStepper,
    store: ExpansionTarget,
    successors: SuccessorTables,
    watch: CheckWatch,
    settle: Settle,
  ) {
    this.#settleQueued = settle;
    this.#stepper = stepper;
    this.#store = store;
    this.#successors = successors;
    this.#watch = watch;
    this.#vector = new Int32Array(store.width);
    this.#next = new Int32Array(store.width);
    this.#stride = 1 + 2 * store.width;
    this.#changes = new Int32Array(64 * this.#stride);
    this.#readsStates = watch.tables.stateGroups.length > 0;
  }

  /**
   * Adds all successors of the state; how many there are, duplicates and the state itself included. With a `failure`
   * those found before it.
   */
  expand(state: number): number {
    const vector = this.#vector;
    const next = this.#next;
    this.#store.load(state, vector);
    for (let position = 0; position < vector.length; position++) next[position] = vector[position] ?? 0;
    this.#noted = 0;
    let count = 0;
    const components = this.#stepper.system.components.length;
    for (let component = 0; component < components && this.failure === undefined; component++) {
      count += this.#expandComponent(state, component);
    }
    this.#settle(state);
    return count;
  }

  #expandComponent(state: number, component: number): number {
    const vector = this.#vector;
    const local = vector[component] ?? 0;
    const successors = this.#successors.of(component, local);
    const { count, alone, condition, steps, events } = successors;
    let taken = 0;
    for (let i = 0; i < count; i++) {
      const needs = condition[i] ?? -1;
      const conditions = needs < 0 ? undefined : successors.conditions[needs];
      if (conditions !== undefined && !this.#successors.allowed(conditions, vector)) continue;
      taken++;
      const lone = alone[i] ?? -1;
      if (lone < 0) {
        const done =
          this.#takeWithAnswer(state, component, successors, i) ||
          this.#takeStep(state, component, successors, i);
        if (!done) break;
        this.#payAndQueue(conditions);
        continue;
      }
      this.#watch.lookAtStep(component, steps[i] ?? 0, state, component, events[i] ?? 0);
      if (conditions !== undefined && conditions.cost.length > 0) {
        if (lone !== local) this.#change(component, lone);
        this.#payAndQueue(conditions);
      } else if (lone !== local) {
        this.#queueOne(component, lone);
      }
    }
    return taken;
  }

  /** Takes a step that sends one message whose receiver sends none; false, and nothing is done, if it is no such step. */
  #takeWithAnswer(state: number, component: number, successors: LocalSuccessors, i: number): boolean {
    const target = successors.targets[i] ?? -1;
    if (target < 0) return false;
    const stepper = this.#stepper;
    const vector = this.#vector;
    const table = stepper.table(target);
    const answer = table.knownStep(vector[target] ?? 0, successors.messages[i] ?? 0);
    if (answer === refused || stepper.routeOf(target, answer).length > 0) return false;
    const event = successors.events[i] ?? 0;
    this.#watch.lookAtStep(component, successors.steps[i] ?? 0, state, component, event);
    this.#watch.lookAtStep(target, answer, state, component, event);
    const own = successors.nexts[i] ?? 0;
    const others = table.nextOf(answer);
    if (own !== vector[component]) this.#change(component, own);
    if (others !== vector[target]) this.#change(target, others);
    return true;
  }

  /** Takes any step; false if it fails. */
  #takeStep(state: number, component: number, { events, steps }: LocalSuccessors, i: number): boolean {
    const stepper = this.#stepper;
    const vector = this.#vector;
    const next = this.#next;
    const event = events[i] ?? 0;
    try {
      const step = steps[i] ?? -1;
      if (step < 0) stepper.step(next, component, event);
      else stepper.takeStep(next, component, step);
    } catch (error) {
      this.failure = { state, component, event, error: machineFailure(error) };
      return false;
    }
    for (let d = 0; d < stepper.deliveryCount; d++) {
      const at = stepper.deliveryComponents[d] ?? 0;
      this.#watch.lookAtStep(at, stepper.deliverySteps[d] ?? 0, state, component, event);
    }
    for (let position = 0; position < next.length; position++) {
      const value = next[position] ?? 0;
      if (value === vector[position]) continue;
      this.#change(position, value);
      next[position] = vector[position] ?? 0;
    }
    return true;
  }

  /** What the conditions cost comes off the budgets; then the successor is complete. */
  #payAndQueue(conditions: StepCondition | undefined): void {
    if (conditions !== undefined) {
      const { cost } = conditions;
      for (let i = 0; i < cost.length; i += 2) {
        const position = cost[i] ?? 0;
        this.#change(position, (this.#vector[position] ?? 0) - (cost[i + 1] ?? 0));
      }
    }
    // A step that changes nothing leads to the state itself, which is known.
    if (this.#noted === 0) return;
    if (this.#readsStates) this.#changes[this.#store.queued * this.#stride] = this.#noted;
    this.#noted = 0;
    this.#store.queueChanges();
  }

  #change(position: number, value: number): void {
    this.#store.change(position, value);
    const noted = this.#noted++;
    if (this.#readsStates) this.#log(noted, position, value);
  }

  #queueOne(position: number, value: number): void {
    if (this.#readsStates) {
      this.#log(0, position, value);
      this.#changes[this.#store.queued * this.#stride] = 1;
    }
    this.#store.queueWithOne(position, value);
  }

  #log(noted: number, position: number, value: number): void {
    const start = this.#store.queued * this.#stride;
    if (start === this.#changes.length) {
      const grown = new Int32Array(start * 2);
      grown.set(this.#changes);
      this.#changes = grown;
    }
    this.#changes[start + 1 + noted * 2] = position;
    this.#changes[start + 2 + noted * 2] = value;
  }

  /** Adds what is queued; new states get their parent and are looked at. */
  #settle(state: number): void {
    const { queued } = this.#store;
    const fresh = this.#settleQueued(state);
    if (!this.#readsStates) return;
    for (let i = 0; i < queued; i++) {
      const number = fresh[i] ?? -1;
      if (number >= 0) this.#lookAt(number, i * this.#stride);
    }
  }

  #lookAt(number: number, start: number): void {
    const vector = this.#vector;
    const next = this.#next;
    const end = start + 1 + 2 * (this.#changes[start] ?? 0);
    for (let at = start + 1; at < end; at += 2) next[this.#changes[at] ?? 0] = this.#changes[at + 1] ?? 0;
    this.#watch.lookAtChanged(number, vector, next);
    for (let at = start + 1; at < end; at += 2) {
      const position = this.#changes[at] ?? 0;
      next[position] = vector[position] ?? 0;
    }
  }
}

/**
 * Re-runs a list of events and judges one check on it: the question that shrinking asks over and over. Events that are
 * refused are skipped, so any sub-list of a run is a run.
 */
import { type CheckTables, primary } from '../../property/check-tables.ts';
import { RunMonitor } from '../../property/run-monitor.ts';
import type { ClosingSchedule } from '../../system/closing.ts';
import type { CompiledChoice, TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { RunCloser } from './close-run.ts';
import { EventLog, type EventSequence } from './event-log.ts';

/** A run that violates the check. */
export interface ViolatingRun {
  /** The events that were taken, cut off at the violation; with the closing's events for liveness. */
  readonly events: EventSequence;
  /** Number of events before closing began; the whole length for safety. */
  readonly prefixLength: number;
  readonly loopsTo?: number;
}

/** What a run has left of each bounded budget, in the order of the runner's; a budget that is not among them is unlimited. */
export type Purse = Int32Array;

export class SingleCheckRunner {
  readonly stepper: TabulatedStepper;
  readonly tables: CheckTables;
  readonly #budgets: ReadonlyMap<string, number>;
  readonly #bounds: Purse;
  readonly #closing: ClosingSchedule | undefined;
  readonly #monitor: RunMonitor;
  readonly #log = new EventLog();
  readonly #closer: RunCloser;
  #violated = false;

  /**
   * @param tables tables of exactly one check.
   * @param budgetBounds what a run has of each bounded budget; no run that costs more is looked at.
   */
  constructor(
    stepper: TabulatedStepper,
    tables: CheckTables,
    closing: ClosingSchedule | undefined,
    budgetBounds: Readonly<Record<string, number>>,
  ) {
    this.stepper = stepper;
    this.tables = tables;
    this.#budgets = new Map(Object.keys(budgetBounds).map((name, index) => [name, index]));
    this.#bounds = Int32Array.from(Object.values(budgetBounds));
    this.#closing = closing;
    this.#monitor = new RunMonitor(stepper, tables, () => {
      this.#violated = true;
    });
    this.#closer = new RunCloser(stepper, this.#monitor, this.#log);
  }

  /** Plays the events (and the closing, if the check needs one); the run if it violates the check, else undefined. */
  run(events: EventSequence): ViolatingRun | undefined {
    const vector = this.stepper.initial();
    const purse = this.fullPurse();
    this.#begin(vector);
    for (let i = 0; i < events.events.length && !this.#violated; i++) {
      this.#take(vector, purse, events.components[i] ?? 0, events.events[i] ?? 0);
    }
    return this.#judge(vector);
  }

  #begin(vector: Int32Array): void {
    this.#violated = false;
    this.#log.clear();
    this.#monitor.start(vector);
  }

  /** Whether the check looks at steps, not only at states. */
  get hasStepChecks(): boolean {
    return this.tables.stepGroups.some((group) => group !== undefined);
  }

  /** Of a run that begins. */
  fullPurse(): Purse {
    return this.#bounds.slice();
  }

  /** Takes one event in place and pays for it, unwatched, if it is enabled, affordable, and its requirements hold. */
  stepIfAllowed(vector: Int32Array, purse: Purse, component: number, event: number): boolean {
    // The environment may have several reasons to choose one event, each with conditions and a price of its own.
    const possible = this.stepper
      .candidates(component, vector[component] ?? 0)
      .find(
        (candidate) =>
          candidate.event === event &&
          this.#isAffordable(candidate, purse) &&
          this.stepper.requirementsHold(candidate.choice, vector),
      );
    if (possible === undefined || !this.stepper.step(vector, component, event)) return false;
    for (const [budget, amount] of possible.cost) {
      const index = this.#budgets.get(budget);
      if (index !== undefined) purse[index] = (purse[index] ?? 0) - amount;
    }
    return true;
  }

  #isAffordable({ cost }: CompiledChoice, purse: Purse): boolean {
    return cost.every(([budget, amount]) => {
      const index = this.#budgets.get(budget);
      return index === undefined || (purse[index] ?? 0) >= amount;
    });
  }

  /** Safety only: whether the step just taken, or the state it led to, violates the check. */
  lastStepViolates(vector: Int32Array): boolean {
    for (const group of this.tables.stateGroups) {
      const flags = this.tables.stateFlags(0, this.tables.tupleOf(group, vector), vector, group);
      if ((flags & primary) === 0) return true;
    }
    const { deliveryCount, deliveryComponents, deliverySteps } = this.stepper;
    for (let i = 0; i < deliveryCount; i++) {
      const component = deliveryComponents[i] ?? 0;
      if (this.tables.stepGroups[component] === undefined) continue;
      if ((this.tables.stepFlags(0, component, deliverySteps[i] ?? 0) & primary) === 0) return true;
    }
    return false;
  }

  /** What is wrong at the end of a violating run, in the words of the check. */
  explain(run: ViolatingRun): string {
    const vector = this.stepper.initial();
    for (let i = 0; i < run.events.events.length; i++) {
      this.stepper.step(vector, run.events.components[i] ?? 0, run.events.events[i] ?? 0);
    }
    for (const group of this.tables.stateGroups) {
      const words = this.tables.explainState(0, group, vector);
      if (words !== '') return words;
    }
    const { deliveryCount, deliveryComponents, deliverySteps } = this.stepper;
    for (let i = 0; i < deliveryCount; i++) {
      const component = deliveryComponents[i] ?? 0;
      const step = deliverySteps[i] ?? 0;
      if (this.tables.stepGroups[component] === undefined) continue;
      if ((this.tables.stepFlags(0, component, step) & primary) !== 0) continue;
      return this.tables.explainStep(0, component, step);
    }
    return '';
  }

  #take(vector: Int32Array, purse: Purse, component: number, event: number): void {
    if (!this.stepIfAllowed(vector, purse, component, event)) return;
    this.#log.push(component, event);
    this.#monitor.afterStep(vector);
  }

  #judge(vector: Int32Array): ViolatingRun | undefined {
    const prefixLength = this.#log.length;
    if (this.#violated) return { events: this.#log.copy(), prefixLength };
    if (this.#closing === undefined || this.#monitor.isExcluded(0, vector)) return undefined;
    const closed = this.#closer.close(vector, this.#closing);
    if (!owesForEver(this.#monitor, 0, closed) || this.#monitor.isExcluded(0, vector)) return undefined;
    return {
      events: this.#log.copy(),
      prefixLength,
      ...(closed.loopsTo === undefined ? {} : { loopsTo: closed.loopsTo }),
    };
  }
}

/** Whether a closed run leaves the check's obligation unmet: on the whole loop, or beyond the bound on rounds. */
export function owesForEver(
  monitor: RunMonitor,
  check: number,
  closed: { readonly loopsTo?: number; readonly overdue: boolean },
): boolean {
  if (!monitor.isOpen(check)) return false;
  return closed.loopsTo === undefined ? closed.overdue : monitor.lastMet(check) < closed.loopsTo;
}

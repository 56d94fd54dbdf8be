/**
 * Watches one run: evaluates every check after every step, remembers which obligations are open, counts witnesses.
 * Used by every engine that follows single runs (random testing, shrinking, closing).
 */
import type { TabulatedStepper } from '../system/tabulated-stepper.ts';
import { type CheckTables, excludedBit, primary, secondary } from './check-tables.ts';

/** Where obligations stand: what a run must put back to close the same prefix twice. */
export interface ObligationState {
  readonly open: Uint8Array;
  readonly lastMet: Int32Array;
  readonly groupTuples: Int32Array;
  readonly stepsSeen: number;
}

export class RunMonitor {
  readonly tables: CheckTables;
  readonly #stepper: TabulatedStepper;
  /** Called with the index of a check that the state or step just seen violates. */
  readonly #onViolation: (check: number) => void;
  /** How often each check's witness occurred, over all runs watched. */
  readonly witnesses: Float64Array;
  /** leadsTo: an obligation is open. eventually: the goal has not been reached. */
  readonly #open: Uint8Array;
  /** Step number at which `to` (or the goal) was last true; -1 if never. */
  readonly #lastMet: Int32Array;
  readonly #groupTuples: Int32Array;
  /** Which state groups read a position of the vector. */
  readonly #groupsOfPosition: readonly (readonly number[])[];
  readonly #previous: Int32Array;
  #steps = 0;

  constructor(stepper: TabulatedStepper, tables: CheckTables, onViolation: (check: number) => void) {
    this.#stepper = stepper;
    this.tables = tables;
    this.#onViolation = onViolation;
    this.witnesses = new Float64Array(tables.checks.length);
    this.#open = new Uint8Array(tables.checks.length);
    this.#lastMet = new Int32Array(tables.checks.length);
    this.#groupTuples = new Int32Array(tables.stateGroups.length);
    this.#previous = new Int32Array(stepper.width);
    this.#groupsOfPosition = Array.from({ length: stepper.width }, (_, position) =>
      tables.stateGroups.flatMap((group, index) => (group.positions.includes(position) ? [index] : [])),
    );
  }

  /** Steps seen since the start of the run. */
  get steps(): number {
    return this.#steps;
  }

  /** Begins a run in this state. */
  start(vector: Int32Array): void {
    this.#steps = 0;
    this.#lastMet.fill(-1);
    this.tables.checks.forEach((check, index) => {
      this.#open[index] = check.kind === 'eventually' ? 1 : 0;
    });
    this.#previous.set(vector);
    for (let group = 0; group < this.tables.stateGroups.length; group++) this.#evaluateGroup(group, vector);
  }

  /** Looks at the step that the stepper has just taken, and at the state it led to. */
  afterStep(vector: Int32Array): void {
    this.#steps++;
    const { deliveryCount, deliveryComponents, deliverySteps } = this.#stepper;
    for (let i = 0; i < deliveryCount; i++) {
      const component = deliveryComponents[i] ?? 0;
      const group = this.tables.stepGroups[component];
      if (group === undefined) continue;
      const step = deliverySteps[i] ?? 0;
      for (const check of group.checks) this.#evaluateStep(check, component, step);
    }
    for (let position = 0; position < vector.length; position++) {
      if (vector[position] === this.#previous[position]) continue;
      for (const group of this.#groupsOfPosition[position] ?? []) this.#groupTuples[group] = -1;
      this.#previous[position] = vector[position] ?? 0;
    }
    for (let group = 0; group < this.tables.stateGroups.length; group++) {
      if (this.#groupTuples[group] === -1) this.#evaluateGroup(group, vector);
      else this.#repeatGroup(group, vector);
    }
  }

  isOpen(check: number): boolean {
    return this.#open[check] === 1;
  }

  /** Step number at which the obligation's `to` or goal was last true; -1 if never. */
  lastMet(check: number): number {
    return this.#lastMet[check] ?? -1;
  }

  /** Whether an assumption of the check is broken in the present state. */
  isExcluded(check: number, vector: Int32Array): boolean {
    const index = this.tables.stateGroups.findIndex((group) => group.checks.includes(check));
    const group = this.tables.stateGroups[index];
    if (group === undefined) return false;
    return (
      (this.tables.stateFlags(check, this.tables.tupleOf(group, vector), vector, group) & excludedBit) !== 0
    );
  }

  save(): ObligationState {
    return {
      open: this.#open.slice(),
      lastMet: this.#lastMet.slice(),
      groupTuples: this.#groupTuples.slice(),
      stepsSeen: this.#steps,
    };
  }

  restore(saved: ObligationState, vector: Int32Array): void {
    this.#open.set(saved.open);
    this.#lastMet.set(saved.lastMet);
    this.#groupTuples.set(saved.groupTuples);
    this.#steps = saved.stepsSeen;
    this.#previous.set(vector);
  }

  #evaluateStep(check: number, component: number, step: number): void {
    const flags = this.tables.stepFlags(check, component, step);
    if (this.tables.checks[check]?.kind === 'reachable') {
      if ((flags & primary) !== 0) this.#countWitness(check);
      return;
    }
    if ((flags & secondary) !== 0) this.#countWitness(check);
    if ((flags & primary) === 0) this.#onViolation(check);
  }

  #evaluateGroup(index: number, vector: Int32Array): void {
    const group = this.tables.stateGroups[index];
    if (group === undefined) return;
    const tuple = this.tables.tupleOf(group, vector);
    this.#groupTuples[index] = tuple;
    for (const check of group.checks) {
      const flags = this.tables.stateFlags(check, tuple, vector, group);
      switch (this.tables.checks[check]?.kind) {
        case 'always':
          if ((flags & secondary) !== 0) this.#countWitness(check);
          if ((flags & primary) === 0) this.#onViolation(check);
          break;
        case 'reachable':
          if ((flags & primary) !== 0) this.#countWitness(check);
          break;
        default:
          this.#follow(check, flags);
      }
    }
  }

  /** The group reads what it read before: only obligations can go on. */
  #repeatGroup(index: number, vector: Int32Array): void {
    const group = this.tables.stateGroups[index];
    if (group === undefined) return;
    for (const check of group.checks) {
      const kind = this.tables.checks[check]?.kind;
      if (kind !== 'leadsTo' && kind !== 'eventually') continue;
      const flags = this.tables.stateFlags(check, this.#groupTuples[index] ?? 0, vector, group);
      if ((flags & (kind === 'leadsTo' ? secondary : primary)) !== 0) this.#lastMet[check] = this.#steps;
    }
  }

  #follow(check: number, flags: number): void {
    if (this.tables.checks[check]?.kind === 'leadsTo') {
      if ((flags & primary) !== 0) this.#countWitness(check);
      if ((flags & secondary) !== 0) {
        this.#open[check] = 0;
        this.#lastMet[check] = this.#steps;
      } else if ((flags & primary) !== 0) {
        this.#open[check] = 1;
      }
    } else if ((flags & primary) !== 0) {
      this.#countWitness(check);
      this.#open[check] = 0;
      this.#lastMet[check] = this.#steps;
    }
  }

  #countWitness(check: number): void {
    this.witnesses[check] = (this.witnesses[check] ?? 0) + 1;
  }
}

/**
 * Judges the checks that a finite run can violate (always, step) or reach (reachable) while a search visits states. Every
 * distinct tuple of what a check reads, and every distinct local step, is looked at once; the first one that violates or
 * reaches a check is kept, so a search that expands states level by level gets a shortest run.
 */
import { CheckTables, primary, secondary } from '../../property/check-tables.ts';
import type { Check } from '../../property/definition.ts';
import { ByteColumn } from '../../system/byte-column.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';

/** A check's violation (or a reachable check's witness): the state in which it shows, and the step for step checks. */
export interface Hit {
  readonly state: number;
  /** For step checks: the environment's event taken in `state`. */
  readonly last: ChosenEvent | undefined;
  readonly message: string;
}

export class CheckWatch {
  readonly tables: CheckTables;
  /** Per check: how many distinct tuples (or local steps) were its witness. */
  readonly witnesses: Float64Array;
  readonly #stepper: TabulatedStepper;
  readonly #hits: (Hit | undefined)[];
  /** Per state group: tuples already looked at. */
  readonly #seenTuples: readonly ByteColumn[];
  /** Per component: local steps already looked at. */
  readonly #seenSteps: readonly ByteColumn[];
  /** Per position: state groups that read it. */
  readonly #groupsOf: readonly (readonly number[])[];

  /** @param width of a state vector, budgets included. */
  constructor(stepper: TabulatedStepper, checks: readonly Check[], width: number) {
    this.#stepper = stepper;
    this.tables = new CheckTables(stepper, checks);
    this.witnesses = new Float64Array(checks.length);
    this.#hits = new Array<Hit | undefined>(checks.length).fill(undefined);
    this.#seenTuples = this.tables.stateGroups.map(() => new ByteColumn());
    this.#seenSteps = stepper.system.components.map(() => new ByteColumn());
    this.#groupsOf = Array.from({ length: width }, (_, position) =>
      this.tables.stateGroups.flatMap(({ positions }, group) =>
        positions.includes(position) ? [group] : [],
      ),
    );
  }

  /** How the check was violated or reached first, if it was. */
  hit(check: number): Hit | undefined {
    return this.#hits[check];
  }

  lookAtState(state: number, vector: Int32Array): void {
    for (let group = 0; group < this.tables.stateGroups.length; group++)
      this.#lookAtGroup(group, state, vector);
  }

  /** A new state that differs from one already looked at in one position. */
  lookAtPosition(position: number, state: number, vector: Int32Array): void {
    for (const group of this.#groupsOf[position] ?? []) this.#lookAtGroup(group, state, vector);
  }

  /** A new state `after` that was reached from `before`, which has been looked at. */
  lookAtChanged(state: number, before: Int32Array, after: Int32Array): void {
    for (let group = 0; group < this.tables.stateGroups.length; group++) {
      const positions = this.tables.stateGroups[group]?.positions ?? [];
      for (const position of positions) {
        if (before[position] === after[position]) continue;
        this.#lookAtGroup(group, state, after);
        break;
      }
    }
  }

  /**
   * @param at component of the local step `step`
   * @param state in which the environment chose `event` of `component`, which caused the step
   */
  lookAtStep(at: number, step: number, state: number, component: number, event: number): void {
    const group = this.tables.stepGroups[at];
    if (group === undefined) return;
    const seen = this.#seenSteps[at];
    if (seen === undefined || seen.get(step) !== 0) return;
    seen.set(step, 1);
    for (const check of group.checks) {
      const flags = this.tables.stepFlags(check, at, step);
      const reachable = this.tables.checks[check]?.kind === 'reachable';
      const witnessed = (flags & (reachable ? primary : secondary)) !== 0;
      if (witnessed) this.#countWitness(check);
      const hit = reachable ? witnessed : (flags & primary) === 0;
      if (!hit || this.#hits[check] !== undefined) continue;
      const message = reachable ? '' : this.tables.explainStep(check, at, step);
      this.#hits[check] = { state, last: this.#stepper.chosenEvent(component, event), message };
    }
  }

  #lookAtGroup(index: number, state: number, vector: Int32Array): void {
    const group = this.tables.stateGroups[index];
    const seen = this.#seenTuples[index];
    if (group === undefined || seen === undefined) return;
    const tuple = this.tables.tupleOf(group, vector);
    if (seen.get(tuple) !== 0) return;
    seen.set(tuple, 1);
    for (const check of group.checks) {
      const flags = this.tables.stateFlags(check, tuple, vector, group);
      const kind = this.tables.checks[check]?.kind;
      const witnessed = (flags & (kind === 'always' ? secondary : primary)) !== 0;
      if (witnessed) this.#countWitness(check);
      const hit = kind === 'always' ? (flags & primary) === 0 : kind === 'reachable' && witnessed;
      if (!hit || this.#hits[check] !== undefined) continue;
      const message = kind === 'always' ? this.tables.explainState(check, group, vector) : '';
      this.#hits[check] = { state, last: undefined, message };
    }
  }

  #countWitness(check: number): void {
    this.witnesses[check] = (this.witnesses[check] ?? 0) + 1;
  }
}

/**
 * Judges the checks that a finite run can violate (always, step) or reach (reachable) while a search visits states. Every
 * distinct tuple of what a check reads, and every distinct local step, is looked at once; the first one that violates or
 * reaches a check is kept, so a search that expands states level by level gets a shortest run.
 */
import { CheckTables, type StateGroup } from '../../property/check-tables.ts';
import type { Check } from '../../property/definition.ts';
import { ByteColumn } from '../../system/byte-column.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { TupleTable } from '../../system/tuple-table.ts';

/** A check's violation (or a reachable check's witness): the state in which it shows, and the step for step checks. */
export interface Hit {
  readonly state: number;
  /** For step checks: the environment's event taken in `state`. */
  readonly last: ChosenEvent | undefined;
  readonly message: string;
}

interface Cover {
  readonly positions: readonly number[];
  readonly tuples: TupleTable;
  /** Tuples already looked at. */
  readonly seen: ByteColumn;
  readonly groups: readonly number[];
}

/** Told of every tuple and every local step that is a witness of some check, when it is looked at: once each. */
export interface WitnessLog {
  /** A tuple of a state group, and a state that has it. */
  readonly tuple: (group: number, state: number) => void;
  readonly step: (component: number, step: number) => void;
}

export class CheckWatch {
  readonly tables: CheckTables;
  /** Per check: how many distinct tuples (or local steps) were its witness. */
  readonly witnesses: Float64Array;
  /** State groups, each with those that read no more than it does. */
  readonly #covers: readonly Cover[];
  /** Per position: the covers that read it. */
  readonly #coversAt: readonly (readonly number[])[];
  readonly #stepper: TabulatedStepper;
  readonly #log: WitnessLog | undefined;
  readonly #hits: (Hit | undefined)[];
  /** Per state group: tuples already looked at. */
  readonly #seenTuples: readonly ByteColumn[];
  /** Per component: local steps already looked at. */
  readonly #seenSteps: readonly ByteColumn[];

  /** @param width of a state vector, budgets included. */
  constructor(stepper: TabulatedStepper, checks: readonly Check[], width: number, log?: WitnessLog) {
    this.#stepper = stepper;
    this.#log = log;
    this.tables = new CheckTables(stepper, checks);
    this.witnesses = new Float64Array(checks.length);
    this.#hits = new Array<Hit | undefined>(checks.length).fill(undefined);
    this.#seenTuples = this.tables.stateGroups.map(() => new ByteColumn());
    this.#seenSteps = stepper.system.components.map(() => new ByteColumn());
    this.#covers = coversOf(this.tables.stateGroups);
    this.#coversAt = Array.from({ length: width }, (_, position) =>
      this.#covers.flatMap(({ positions }, cover) => (positions.includes(position) ? [cover] : [])),
    );
  }

  /** How the check was violated or reached first, if it was. */
  hit(check: number): Hit | undefined {
    return this.#hits[check];
  }

  lookAtState(state: number, vector: Int32Array): void {
    for (let i = 0; i < this.#covers.length; i++) this.#lookAtCover(i, state, vector);
  }

  /** A new state that differs from one already looked at in one position. */
  lookAtPosition(position: number, state: number, vector: Int32Array): void {
    for (const cover of this.#coversAt[position] ?? []) this.#lookAtCover(cover, state, vector);
  }

  /** A new state `after` that was reached from `before`, which has been looked at. */
  lookAtChanged(state: number, before: Int32Array, after: Int32Array): void {
    for (let i = 0; i < this.#covers.length; i++) {
      const positions = this.#covers[i]?.positions ?? [];
      for (let at = 0; at < positions.length; at++) {
        const position = positions[at] ?? 0;
        if (before[position] === after[position]) continue;
        this.#lookAtCover(i, state, after);
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
    let logged = this.#log === undefined;
    for (const check of group.checks) {
      const flags = this.tables.stepFlags(check, at, step);
      const witnessed = this.tables.isWitness(check, flags);
      if (witnessed) this.#countWitness(check);
      if (witnessed && !logged) {
        logged = true;
        this.#log?.step(at, step);
      }
      if (this.#hits[check] !== undefined || !this.tables.isHit(check, flags)) continue;
      const message = this.tables.explainStep(check, at, step);
      this.#hits[check] = { state, last: this.#stepper.chosenEvent(component, event), message };
    }
  }

  #lookAtCover(index: number, state: number, vector: Int32Array): void {
    const cover = this.#covers[index];
    if (cover === undefined) return;
    const tuple = cover.tuples.idOf(vector);
    if (cover.seen.get(tuple) !== 0) return;
    cover.seen.set(tuple, 1);
    for (const group of cover.groups) this.#lookAtGroup(group, state, vector);
  }

  #lookAtGroup(index: number, state: number, vector: Int32Array): void {
    const group = this.tables.stateGroups[index];
    const seen = this.#seenTuples[index];
    if (group === undefined || seen === undefined) return;
    const tuple = this.tables.tupleOf(group, vector);
    if (seen.get(tuple) !== 0) return;
    seen.set(tuple, 1);
    let logged = this.#log === undefined;
    for (const check of group.checks) {
      const flags = this.tables.stateFlags(check, tuple, vector, group);
      const witnessed = this.tables.isWitness(check, flags);
      if (witnessed) this.#countWitness(check);
      if (witnessed && !logged) {
        logged = true;
        this.#log?.tuple(index, state);
      }
      if (this.#hits[check] !== undefined || !this.tables.isHit(check, flags)) continue;
      const message = this.tables.explainState(check, group, vector);
      this.#hits[check] = { state, last: undefined, message };
    }
  }

  /** Checks of a state group of which what the vector holds is a witness. */
  witnessedByTuple(index: number, vector: Int32Array): readonly number[] {
    const group = this.tables.stateGroups[index];
    if (group === undefined) return [];
    const tuple = this.tables.tupleOf(group, vector);
    return group.checks.filter((check) =>
      this.tables.isWitness(check, this.tables.stateFlags(check, tuple, vector, group)),
    );
  }

  /** Checks of which a local step is a witness. */
  witnessedByStep(component: number, step: number): readonly number[] {
    return (this.tables.stepGroups[component]?.checks ?? []).filter((check) =>
      this.tables.isWitness(check, this.tables.stepFlags(check, component, step)),
    );
  }

  #countWitness(check: number): void {
    this.witnesses[check] = (this.witnesses[check] ?? 0) + 1;
  }
}

/** The widest groups, each with those that read nothing else: a tuple of theirs is new only if the cover's is. */
function coversOf(groups: readonly StateGroup[]): readonly Cover[] {
  const covers: (Cover & { groups: number[] })[] = [];
  const widestFirst = groups
    .map((group, index) => ({ ...group, index }))
    .sort((a, b) => b.positions.length - a.positions.length);
  for (const { positions, tuples, index } of widestFirst) {
    const cover = covers.find((each) => positions.every((position) => each.positions.includes(position)));
    if (cover === undefined) covers.push({ positions, tuples, seen: new ByteColumn(), groups: [index] });
    else cover.groups.push(index);
  }
  return covers;
}

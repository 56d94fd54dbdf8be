/**
 * Judges checks while a search visits one state of each class of symmetric states. A check may well tell symmetric
 * states apart (it speaks of one chain, say), so it is asked about every image of the state or step that is visited: by
 * the symmetry these are exactly the states and steps that a full search would visit. Each distinct tuple of what a
 * check reads, and each distinct local step, is looked at once, so witnesses are counted as a full search counts them.
 */
import { CheckTables } from '../../../property/check-tables.ts';
import type { Check } from '../../../property/definition.ts';
import { ByteColumn } from '../../../system/byte-column.ts';
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import { TupleTable } from '../../../system/tuple-table.ts';
import type { SymmetryGroup } from './symmetry-group.ts';

/** A check's violation (or a reachable check's witness). */
export interface OrbitHit {
  /** Number of the visited state. */
  readonly state: number;
  /** Element of the group of whose image of that state (and step) the check says it. */
  readonly element: number;
  /** For step checks: the environment's choice in the visited state. */
  readonly choice: { readonly component: number; readonly event: number } | undefined;
  readonly message: string;
}

interface Sources {
  /** Everything that may come to where the group of checks reads. */
  readonly tuples: TupleTable;
  readonly seen: ByteColumn;
}

export class OrbitWatch {
  readonly tables: CheckTables;
  /** Per check: how many distinct tuples (or local steps) were its witness. */
  readonly witnesses: Float64Array;
  readonly #stepper: TabulatedStepper;
  readonly #group: SymmetryGroup | undefined;
  readonly #hits: (OrbitHit | undefined)[];
  /** Per state group. */
  readonly #sources: readonly Sources[];
  /** Per state group: tuples already looked at. */
  readonly #seenTuples: readonly ByteColumn[];
  /** Per component: local steps already looked at, with all their images. */
  readonly #seenSteps: readonly ByteColumn[];
  readonly #watchesSteps: boolean;
  readonly #image: Int32Array;

  /** @param width of a state vector, budgets included. */
  constructor(
    stepper: TabulatedStepper,
    checks: readonly Check[],
    width: number,
    group: SymmetryGroup | undefined,
  ) {
    this.#stepper = stepper;
    this.#group = group;
    this.tables = new CheckTables(stepper, checks);
    this.witnesses = new Float64Array(checks.length);
    this.#hits = new Array<OrbitHit | undefined>(checks.length).fill(undefined);
    this.#sources = this.tables.stateGroups.map(({ positions }) => ({
      tuples: new TupleTable(sourcesOf(positions, group)),
      seen: new ByteColumn(),
    }));
    this.#seenTuples = this.tables.stateGroups.map(() => new ByteColumn());
    this.#seenSteps = stepper.system.components.map(() => new ByteColumn());
    this.#watchesSteps = this.tables.stepGroups.some((group) => group !== undefined);
    this.#image = new Int32Array(width);
  }

  /** How the check was violated or reached first, if it was. */
  hit(check: number): OrbitHit | undefined {
    return this.#hits[check];
  }

  lookAtState(state: number, vector: Int32Array): void {
    for (let index = 0; index < this.#sources.length; index++) {
      const group = this.tables.stateGroups[index];
      const sources = this.#sources[index];
      if (group === undefined || sources === undefined) continue;
      const tuple = sources.tuples.idOf(vector);
      if (sources.seen.get(tuple) !== 0) continue;
      sources.seen.set(tuple, 1);
      const size = this.#group?.size ?? 1;
      for (let element = 0; element < size; element++) {
        const image = element === 0 ? vector : this.#imageOfPositions(element, group.positions, vector);
        this.#lookAtTuple(index, state, element, image);
      }
    }
  }

  /** The deliveries of the step that the stepper took last, for the environment's choice in a visited state. */
  lookAtDeliveries(state: number, component: number, event: number): void {
    if (!this.#watchesSteps) return;
    const { deliveryCount, deliveryComponents, deliverySteps } = this.#stepper;
    for (let i = 0; i < deliveryCount; i++)
      this.lookAtStep(deliveryComponents[i] ?? 0, deliverySteps[i] ?? 0, state, component, event);
  }

  /** @param at component of the local step `step`, caused by the choice of `component` in `state`. */
  lookAtStep(at: number, step: number, state: number, component: number, event: number): void {
    if (!this.#watchesSteps || this.#seenSteps[at]?.get(step) !== 0) return;
    const table = this.#stepper.table(at);
    const size = this.#group?.size ?? 1;
    for (let element = 0; element < size; element++) {
      const place = this.#group?.placeOf(element, at) ?? at;
      const image =
        this.#group === undefined || element === 0
          ? step
          : this.#stepper
              .table(place)
              .stepOf(
                this.#group.localImage(element, at, table.beforeOf(step)),
                this.#group.eventImage(element, at, table.eventOf(step)),
              );
      if (this.#seenSteps[place]?.get(image) !== 0) continue;
      this.#seenSteps[place]?.set(image, 1);
      this.#lookAtStepOf(place, image, { state, element, choice: { component, event } });
    }
  }

  #imageOfPositions(element: number, positions: readonly number[], vector: Int32Array): Int32Array {
    const image = this.#image;
    for (const position of positions)
      image[position] = this.#group?.imageAt(element, position, vector) ?? vector[position] ?? 0;
    return image;
  }

  #lookAtTuple(index: number, state: number, element: number, vector: Int32Array): void {
    const group = this.tables.stateGroups[index];
    const seen = this.#seenTuples[index];
    if (group === undefined || seen === undefined) return;
    const tuple = this.tables.tupleOf(group, vector);
    if (seen.get(tuple) !== 0) return;
    seen.set(tuple, 1);
    for (const check of group.checks) {
      const flags = this.tables.stateFlags(check, tuple, vector, group);
      if (this.tables.isWitness(check, flags)) this.#countWitness(check);
      if (this.#hits[check] !== undefined || !this.tables.isHit(check, flags)) continue;
      const message = this.tables.explainState(check, group, vector);
      this.#hits[check] = { state, element, choice: undefined, message };
    }
  }

  #lookAtStepOf(at: number, step: number, where: Omit<OrbitHit, 'message'>): void {
    for (const check of this.tables.stepGroups[at]?.checks ?? []) {
      const flags = this.tables.stepFlags(check, at, step);
      if (this.tables.isWitness(check, flags)) this.#countWitness(check);
      if (this.#hits[check] !== undefined || !this.tables.isHit(check, flags)) continue;
      this.#hits[check] = { ...where, message: this.tables.explainStep(check, at, step) };
    }
  }

  #countWitness(check: number): void {
    this.witnesses[check] = (this.witnesses[check] ?? 0) + 1;
  }
}

/** Positions from which something comes to one of the given ones under some element. */
function sourcesOf(positions: readonly number[], group: SymmetryGroup | undefined): readonly number[] {
  const sources = new Set(positions);
  for (let element = 1; element < (group?.size ?? 1); element++)
    for (const position of positions) sources.add(group?.sourceOf(element, position) ?? position);
  return [...sources];
}

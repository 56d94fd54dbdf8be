/** The tabulated behaviour of one observer: (observer state, delivery) -> observer state, computed once. */
import { IntColumn } from './int-column.ts';
import type { Numbering } from './numbering.ts';
import { PairTable } from './pair-table.ts';
import type { ObservedDelivery, ObserverDefinition } from './vocabulary.ts';
import type { ValueInterner } from './value-interner.ts';

export class ObserverTable {
  readonly definition: ObserverDefinition<unknown>;
  readonly initialLocal: number;
  readonly #values: ValueInterner;
  readonly #localOf = new Map<number, number>();
  /** With a numbering of several threads, the numbers that only others have met so far are holes. */
  readonly #states: unknown[] = [];
  readonly #pairs: PairTable;
  readonly #next: IntColumn;
  readonly #numbering: Numbering | undefined;

  constructor(
    definition: ObserverDefinition<unknown>,
    values: ValueInterner,
    capacity: number,
    numbering?: Numbering,
  ) {
    this.#numbering = numbering;
    this.definition = definition;
    this.#values = values;
    this.#pairs = new PairTable(capacity);
    this.#next = new IntColumn(capacity);
    this.initialLocal = this.#localIdOf(definition.initial);
  }

  get localCount(): number {
    return this.#states.length;
  }

  /** Number of a state that need not have been reached yet. */
  localOf(state: unknown): number {
    return this.#localIdOf(state);
  }

  stateOf(local: number): unknown {
    const state = this.#states[local];
    return state === undefined && this.#numbering !== undefined ? this.#adopt(local, this.#numbering) : state;
  }

  /** State after a delivery, or -1 if it has not been computed yet; `signature` is a number that stands for the delivery. */
  find(local: number, signature: number): number {
    const known = this.#pairs.find(local, signature);
    return known < 0 ? -1 : this.#next.get(known);
  }

  /** The same, computed. */
  compute(local: number, signature: number, delivery: ObservedDelivery): number {
    const next = this.#localIdOf(this.definition.reduce(this.stateOf(local), delivery));
    this.#next.set(this.#pairs.idOf(local, signature), next);
    return next;
  }

  #localIdOf(state: unknown): number {
    const interned = this.#values.idOf(state);
    const known = this.#localOf.get(interned);
    if (known !== undefined) return known;
    const local = this.#numbering?.numberOf(state) ?? this.#states.length;
    this.#keep(local, interned);
    return local;
  }

  #keep(local: number, interned: number): void {
    this.#localOf.set(interned, local);
    // Holes are filled one by one: an array that is written far beyond its end becomes a slow one.
    while (this.#states.length < local) this.#states.push(undefined);
    this.#states[local] = this.#values.valueOf(interned);
  }

  /** A state that another thread has met first. */
  #adopt(local: number, numbering: Numbering): unknown {
    this.#keep(local, this.#values.idOf(numbering.valueOf(local)));
    return this.#states[local];
  }
}

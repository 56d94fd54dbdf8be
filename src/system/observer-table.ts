/** The tabulated behaviour of one observer: (observer state, delivery) -> observer state, computed once. */
import { PairTable } from './pair-table.ts';
import type { ObservedDelivery, ObserverDefinition } from './vocabulary.ts';
import type { ValueInterner } from './value-interner.ts';

export class ObserverTable {
  readonly definition: ObserverDefinition<unknown>;
  readonly initialLocal: number;
  readonly #values: ValueInterner;
  readonly #localOf = new Map<number, number>();
  readonly #states: unknown[] = [];
  readonly #pairs: PairTable;
  readonly #next: number[] = [];

  constructor(definition: ObserverDefinition<unknown>, values: ValueInterner, capacity: number) {
    this.definition = definition;
    this.#values = values;
    this.#pairs = new PairTable(capacity);
    this.initialLocal = this.#localIdOf(definition.initial);
  }

  get localCount(): number {
    return this.#states.length;
  }

  stateOf(local: number): unknown {
    return this.#states[local];
  }

  /** State after a delivery; `signature` is a number that stands for the delivery, `delivery` is called when it is new. */
  nextOf(local: number, signature: number, delivery: () => ObservedDelivery): number {
    const known = this.#pairs.find(local, signature);
    if (known >= 0) return this.#next[known] ?? local;
    const next = this.#localIdOf(this.definition.reduce(this.#states[local], delivery()));
    const pair = this.#pairs.idOf(local, signature);
    this.#next[pair] = next;
    return next;
  }

  #localIdOf(state: unknown): number {
    const interned = this.#values.idOf(state);
    const known = this.#localOf.get(interned);
    if (known !== undefined) return known;
    const local = this.#states.length;
    this.#localOf.set(interned, local);
    this.#states.push(this.#values.valueOf(interned));
    return local;
  }
}

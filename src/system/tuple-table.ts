import { PairTable } from './pair-table.ts';

/** Gives equal tuples of a fixed length equal dense ids: one table of pairs for each position after the first. */
export class TupleTable {
  readonly #levels: readonly PairTable[];
  readonly #positions: readonly number[];

  /** @param positions of the state vector that make up the tuple; at least one. */
  constructor(positions: readonly number[], capacity = 64) {
    this.#positions = positions;
    this.#levels = positions.slice(1).map(() => new PairTable(capacity));
  }

  /** Id of what the vector holds at the positions. */
  idOf(vector: Int32Array): number {
    let id = vector[this.#positions[0] ?? 0] ?? 0;
    for (let level = 0; level < this.#levels.length; level++) {
      const table = this.#levels[level];
      if (table !== undefined) id = table.idOf(id, vector[this.#positions[level + 1] ?? 0] ?? 0);
    }
    return id;
  }

  /** Number of distinct tuples seen (for tuples of two or more). */
  get size(): number {
    return this.#levels.at(-1)?.size ?? 0;
  }
}

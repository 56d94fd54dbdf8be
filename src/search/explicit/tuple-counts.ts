/** How many different tuples a sample of state vectors has in each interval of positions. */
import { PairTable } from '../../system/pair-table.ts';

export class TupleCounts {
  /** Vectors seen. */
  vectors = 0;
  readonly #width: number;
  /** For the interval `from` to before `to`: its tuples, as pairs of the tuple without the last position and that position. */
  readonly #tables = new Map<number, PairTable>();

  constructor(width: number) {
    this.#width = width;
    for (let from = 0; from < width; from++) {
      for (let to = from + 1; to <= width; to++) this.#tables.set(this.#indexOf(from, to), new PairTable(64));
    }
  }

  add(vector: Int32Array): void {
    this.vectors++;
    for (let from = 0; from < this.#width; from++) {
      let tuple = 0;
      for (let to = from + 1; to <= this.#width; to++) {
        tuple = this.#tables.get(this.#indexOf(from, to))?.idOf(tuple, vector[to - 1] ?? 0) ?? 0;
      }
    }
  }

  of(from: number, to: number): number {
    return this.#tables.get(this.#indexOf(from, to))?.size ?? 0;
  }

  #indexOf(from: number, to: number): number {
    return from * (this.#width + 1) + to;
  }
}

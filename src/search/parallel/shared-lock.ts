/** A lock that threads share: one 32-bit cell, 0 free, 1 held, 2 held while others may be asleep waiting for it. */
export class SharedLock {
  readonly #cells: Int32Array;
  readonly #index: number;

  constructor(cells: Int32Array, index: number) {
    this.#cells = cells;
    this.#index = index;
  }

  /** Runs the work while no other thread holds the lock. Not reentrant. */
  hold<Result>(work: () => Result): Result {
    const cells = this.#cells;
    const index = this.#index;
    if (Atomics.compareExchange(cells, index, 0, 1) !== 0) {
      while (Atomics.exchange(cells, index, 2) !== 0) Atomics.wait(cells, index, 2);
    }
    try {
      return work();
    } finally {
      if (Atomics.exchange(cells, index, 0) === 2) Atomics.notify(cells, index, 1);
    }
  }
}

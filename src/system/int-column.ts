/** A growable column of 32-bit integers, all 0 at first. The array is read anew on every access, so growth leaves no stale view. */
export class IntColumn {
  #values: Int32Array;

  /** @param capacity how many there is room for at first, 1 or more. */
  constructor(capacity = 64) {
    this.#values = new Int32Array(capacity);
  }

  /** 0 for what was never set. */
  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const grown = new Int32Array(Math.max(index + 1, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[index] = value;
  }
}

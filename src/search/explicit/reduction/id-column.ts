/** A growable column of ids, all -1 at first. The array is read anew on every access, so growth leaves no stale view. */
export class IdColumn {
  #ids = new Int32Array(0);

  get(index: number): number {
    return this.#ids[index] ?? -1;
  }

  get bytes(): number {
    return this.#ids.byteLength;
  }

  set(index: number, id: number): void {
    if (index >= this.#ids.length) {
      const grown = new Int32Array(Math.max(index + 1, this.#ids.length * 2, 8)).fill(-1);
      grown.set(this.#ids);
      this.#ids = grown;
    }
    this.#ids[index] = id;
  }
}

/** A growable column of bytes, all 0 at first. The array is read anew on every access, so growth leaves no stale view. */
export class ByteColumn {
  #bytes = new Uint8Array(64);

  get(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#bytes.length) {
      const grown = new Uint8Array(Math.max(index + 1, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[index] = value;
  }
}

/** A growable list of 32-bit integers. `values` is a new array after growth: read the field on every access. */
export class IntList {
  values = new Int32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Int32Array(Math.ceil(this.values.length * 1.5));
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }

  /** A copy of exactly what was pushed. */
  toArray(): Int32Array {
    return this.values.slice(0, this.length);
  }
}

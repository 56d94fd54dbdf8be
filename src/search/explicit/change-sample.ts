/** Of a sample of steps, how many change something in each interval of the state vector. */
export class ChangeSample {
  readonly #width: number;
  readonly #counts: Float64Array;
  readonly #one = new Int32Array(1);
  #skipped = 0;

  constructor(width: number) {
    this.#width = width;
    this.#counts = new Float64Array((width + 1) * (width + 1));
  }

  /** A step that changes one position. */
  lookAtOne(position: number): void {
    this.#one[0] = position;
    this.look(this.#one, 1);
  }

  /** A step that changes the first `count` of the positions. One step in sixteen is counted. */
  look(positions: Int32Array, count: number): void {
    if (++this.#skipped % 16 !== 0) return;
    for (let from = 0; from < this.#width; from++) {
      let next = this.#width;
      for (let i = 0; i < count; i++) {
        const position = positions[i] ?? 0;
        if (position >= from && position < next) next = position;
      }
      for (let to = next + 1; to <= this.#width; to++) {
        const at = this.#indexOf(from, to);
        this.#counts[at] = (this.#counts[at] ?? 0) + 1;
      }
    }
  }

  /** How many of the steps change something from position `from` to before position `to`. */
  touched(from: number, to: number): number {
    return this.#counts[this.#indexOf(from, to)] ?? 0;
  }

  #indexOf(from: number, to: number): number {
    return from * (this.#width + 1) + to;
  }
}

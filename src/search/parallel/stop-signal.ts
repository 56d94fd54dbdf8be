/** Tells threads that are busy to come to rest, and why: they cannot take a message before they do. */
const textBytes = 1024;

/** Cells: whether to rest, then the bytes of the reason, then its text. */
const restCell = 0;
const lengthCell = 1;

export function stopMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(8 + textBytes);
}

export class StopSignal {
  readonly #cells: Int32Array;
  readonly #text: Buffer;

  constructor(memory: SharedArrayBuffer) {
    this.#cells = new Int32Array(memory, 0, 2);
    this.#text = Buffer.from(memory, 8);
  }

  /** Lets all threads come to rest; with a reason, for good. */
  raise(reason?: string): void {
    if (reason !== undefined) {
      const length = this.#text.write(reason);
      Atomics.store(this.#cells, lengthCell, length);
    }
    Atomics.store(this.#cells, restCell, 1);
  }

  /** Whether to come to rest. */
  get raised(): boolean {
    return Atomics.load(this.#cells, restCell) !== 0;
  }

  /** Why the search is to end; undefined while it may go on after a rest. */
  get reason(): string | undefined {
    const length = Atomics.load(this.#cells, lengthCell);
    return length === 0 ? undefined : this.#text.toString('utf8', 0, length);
  }

  /** Lets threads go on, unless there is a reason to end. */
  lower(): void {
    if (this.reason === undefined) Atomics.store(this.#cells, restCell, 0);
  }
}

/**
 * Numbers that mean the same in several threads, each of which tabulates the machines for itself: of one table's local
 * states, and of the data that go in and out of steps. A table without a numbering numbers its local states in the order
 * in which it meets them.
 */
export interface Numbering {
  /** The number of a snapshot or observer state; dense over all threads, from 0, and never taken back. */
  readonly numberOf: (value: unknown) => number;
  /** The value that has the number, given by whichever thread; frozen plain data. */
  readonly valueOf: (number: number) => unknown;
  readonly steps: SharedSteps;
}

/** What threads have told each other about the steps of one machine. */
export interface SharedSteps {
  /** The number of an event, or of a list of what was emitted. */
  readonly dataNumberOf: (data: object) => number;
  /** The data that have the number; frozen. */
  readonly dataOf: (number: number) => object;
  /** Where to find what an event, by its number, does in a local state; -1 if no thread has told. */
  readonly find: (local: number, event: number) => number;
  /** Of a step that was found: the local state after it, and the number of what was emitted. */
  readonly nextOf: (found: number) => number;
  readonly emittedOf: (found: number) => number;
  readonly tell: (local: number, event: number, next: number, emitted: number) => void;
}

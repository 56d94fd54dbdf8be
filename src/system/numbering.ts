/**
 * Numbers for local states that mean the same in several threads, each of which tabulates the machines for itself.
 * A table without one numbers its local states in the order in which it meets them.
 */
export interface Numbering {
  /** The number of a snapshot or observer state; dense over all threads, from 0, and never taken back. */
  readonly numberOf: (value: unknown) => number;
  /** The value that has the number, given by whichever thread; frozen plain data. */
  readonly valueOf: (number: number) => unknown;
}

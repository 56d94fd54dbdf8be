/** What every search of a state space is asked to do and tells when it is over, however it goes about it. */
import type { CheckerError } from '../../errors/checker-error.ts';
import type { Check } from '../../property/definition.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';

export interface SearchLimits {
  readonly maxStates: number;
  /** Levels to expand; all unless given. */
  readonly maxLevels?: number;
  /** Asked now and then; a reason to stop, or undefined to go on. */
  readonly stopReason: () => string | undefined;
}

export interface SearchProgress {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** States of the present level not expanded yet. */
  readonly frontier: number;
}

/** A step that cannot be taken to its end: a message that nobody takes, a bad address, machines that answer for ever. */
export interface FailedStep {
  /** The run to the state in which the environment may choose `attempt`. */
  readonly events: readonly ChosenEvent[];
  readonly attempt: ChosenEvent;
  readonly error: CheckerError;
}

/** A search that is over. */
export interface FinishedSearch {
  readonly checks: readonly Check[];
  /** States visited (with symmetry: orbits). */
  readonly distinct: number;
  /** Successors produced, duplicates and self-loops included, plus the initial state. */
  readonly generated: number;
  /** Levels, the initial state being level 1. */
  readonly depth: number;
  /** Nothing was left out but what a reduction proves superfluous. */
  readonly complete: boolean;
  /** Why the search ended early; empty if it did not. */
  readonly stopped: string;
  /** Of everything that grows with the number of states. */
  readonly bytes: number;
  /** Per check: how many distinct tuples (or local steps) were its witness. */
  readonly witnesses: Float64Array;
  /** A run to the check's violation or witness, and the words for it. */
  readonly report: (
    check: number,
  ) => { readonly events: readonly ChosenEvent[]; readonly message: string } | undefined;
  /** A run to a state in which nothing can happen any more, whatever the budgets, if there is one. */
  readonly deadlockRun: () => readonly ChosenEvent[] | undefined;
  /** The step that ended the search because the machines do not fit together, if one did. */
  readonly failedStep: () => FailedStep | undefined;
}

/** What a random test is given, and how it tells of its progress. */
import type { Check, PropertyDefinition } from '../../property/definition.ts';
import type { ClosingSchedule } from '../../system/closing.ts';
import type { Coverage } from '../../system/coverage.ts';
import type { System } from '../../system/define-system.ts';

export interface RandomProgress {
  readonly runs: number;
  readonly steps: number;
  readonly distinct: number;
  readonly stepsPerSecond: number;
}

export interface RandomOptions<Subject> {
  readonly system: System;
  /** What the properties are instantiated for. */
  readonly subject: Subject;
  readonly properties: readonly PropertyDefinition<Subject>[];
  readonly closings: Readonly<Record<string, ClosingSchedule>>;
  /** Upper bounds from which each run draws its budgets. */
  readonly budgetBounds: Readonly<Record<string, number>>;
  readonly runs: number;
  /** Steps of each run, its closing not counted. */
  readonly steps: number;
  readonly seed: number;
  /** Records what the runs cover, beside what it has seen before; a new one unless given. */
  readonly coverage?: Coverage;
  /** Plays only the run of this number (fast-check's path), exactly as the whole test with this seed does. */
  readonly path?: number;
  /**
   * Id of a property that is expected to be violated: once it is, the search goes on for as many runs again as it
   * took, at least 120, and no further: to have a choice of stories to shorten.
   */
  readonly untilViolated?: string;
  readonly onProgress?: (progress: RandomProgress) => void;
  /** Asked between runs; true ends the search with what is known. */
  readonly shouldStop?: () => boolean;
}

/** A check with the property that it belongs to. */
export interface OwnedCheck {
  readonly property: number;
  readonly check: Check;
}

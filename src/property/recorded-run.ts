/** A run with everything in it that properties may ask about. Made by the plain stepper, so it is slow and trustworthy. */
import type { ChosenEvent } from '../system/chosen-event.ts';
import type { ComponentId, Delivery, LocalSnapshot } from '../system/vocabulary.ts';

export interface RecordedStep {
  /** What the environment chose. */
  readonly chosen: ChosenEvent;
  /** Everything that happened in this atomic step, in order; the first is the chosen event itself. */
  readonly deliveries: readonly Delivery[];
  /** Snapshots after the step, in the order of `RecordedRun.components`. */
  readonly snapshots: readonly LocalSnapshot[];
}

export interface RecordedRun {
  readonly components: readonly ComponentId[];
  readonly initial: readonly LocalSnapshot[];
  readonly steps: readonly RecordedStep[];
  /** For a lasso: index of the state (0 = initial) to which the last state returns. */
  readonly loopsTo?: number;
  /** For a run that ends with a closing schedule: the number of steps before it began. */
  readonly closingFrom?: number;
}

/**
 * How a run ends that violates a built-in property: in a state in which nothing can happen, or with a step that the
 * machines cannot take to its end. Judged by the plain stepper and told as a story, like any other violation.
 */
import type { BuiltInId } from '../property/built-in.ts';
import type { RecordedRun } from '../property/recorded-run.ts';
import type { ChosenEvent } from '../system/chosen-event.ts';
import type { System } from '../system/define-system.ts';
import { canHappen } from '../system/enabled-choices.ts';
import { PlainStepper } from '../system/plain-stepper.ts';
import type { Delivery } from '../system/vocabulary.ts';
import type { Explanation } from './explain.ts';
import { tellSteps, type Storytelling } from './tell-steps.ts';

/** More deliveries of a step that does not end say nothing new. */
const mostDeliveries = 20;

export interface RunEnding {
  readonly violated: boolean;
  readonly message: string;
  /** What was delivered of the step that failed; empty for a run that ends in a state. */
  readonly deliveries: readonly Delivery[];
}

/** @param attempt for `messages-handled`: the choice that follows the run */
export function endingOf(
  system: System,
  run: RecordedRun,
  property: BuiltInId,
  attempt: ChosenEvent | undefined,
): RunEnding {
  if (property === 'messages-handled') return failureAfter(system, run, attempt);
  const snapshots = run.steps.at(-1)?.snapshots ?? run.initial;
  if (canHappen(system, snapshots)) return fine('something can still happen after the run');
  const values = run.components.map((id, index) => `${id} in ${JSON.stringify(snapshots[index]?.value)}`);
  return {
    violated: true,
    message: `nothing can happen any more: ${values.join(', ')}`,
    deliveries: [],
  };
}

/** The story of a run, with the step that failed as its last one. */
export function explainEnding(
  run: RecordedRun,
  property: BuiltInId,
  { violated, message, deliveries }: RunEnding,
  attempt: ChosenEvent | undefined,
  story: Storytelling,
): Explanation {
  const snapshots = run.steps.at(-1)?.snapshots ?? run.initial;
  const steps =
    attempt === undefined
      ? run.steps
      : [...run.steps, { chosen: attempt, deliveries: deliveries.slice(0, mostDeliveries), snapshots }];
  return {
    scope: '',
    kind: property === 'deadlock-free' ? 'always' : 'step',
    violated,
    message,
    steps: tellSteps({ ...run, steps }, story, []),
  };
}

function failureAfter(system: System, run: RecordedRun, attempt: ChosenEvent | undefined): RunEnding {
  if (attempt === undefined) return fine('the trace does not say which step fails');
  const stepper = new PlainStepper(system);
  let state = stepper.initial();
  for (const { chosen } of run.steps) state = stepper.step(state, chosen.to, chosen.event)?.after ?? state;
  const deliveries: Delivery[] = [];
  try {
    const taken = stepper.step(state, attempt.to, attempt.event, deliveries);
    return fine(taken === undefined ? `${attempt.to} refuses the last event` : 'the last event can be taken');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { violated: true, message, deliveries };
  }
}

function fine(message: string): RunEnding {
  return { violated: false, message, deliveries: [] };
}

/** Plays a list of chosen events with the plain stepper and keeps everything that happened. */
import { CheckerError } from '../errors/checker-error.ts';
import type { RecordedRun, RecordedStep } from '../property/recorded-run.ts';
import type { ChosenEvent } from '../system/chosen-event.ts';
import type { System } from '../system/define-system.ts';
import { PlainStepper } from '../system/plain-stepper.ts';

export interface RunShape {
  readonly loopsTo?: number | undefined;
  readonly closingFrom?: number | undefined;
}

/**
 * The run that the events determine. Budgets and requirements of choices are not looked at.
 * @throws CheckerError TRACE_INVALID if a component refuses its event; MODEL_... if the machines do not fit together.
 */
export function playEvents(
  system: System,
  events: readonly ChosenEvent[],
  shape: RunShape = {},
): RecordedRun {
  const stepper = new PlainStepper(system);
  let state = stepper.initial();
  const initial = state.snapshots;
  const steps = events.map((chosen, index): RecordedStep => {
    const step = stepper.step(state, chosen.to, chosen.event);
    if (step === undefined) {
      throw new CheckerError('TRACE_INVALID', `${chosen.to} refuses "${chosen.event.type}"`, {
        at: `step ${index + 1}`,
        received: JSON.stringify(chosen.event),
      });
    }
    state = step.after;
    return { chosen, deliveries: step.deliveries, snapshots: state.snapshots };
  });
  return {
    components: system.componentIds,
    initial,
    steps,
    ...(shape.loopsTo === undefined ? {} : { loopsTo: shape.loopsTo }),
    ...(shape.closingFrom === undefined ? {} : { closingFrom: shape.closingFrom }),
  };
}

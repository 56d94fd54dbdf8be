/**
 * Closes a run: plays fair rounds until a state repeats at a round's end (a loop that all fair actions take part in, so
 * whatever is still owed is owed for ever) or until the rounds run out in which everything must have been met.
 *
 * Sound for: a repeated state is a real lasso of the system, and its loop is fair because every round takes every fair
 * action that is enabled. Not complete: it is one fair continuation of the run, not all of them.
 */
import { CheckerError } from '../../errors/checker-error.ts';
import type { RunMonitor } from '../../property/run-monitor.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { ClosingRun, ClosingSchedule } from '../../system/closing.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { TupleTable } from '../../system/tuple-table.ts';
import type { Choice, LocalSnapshot } from '../../system/vocabulary.ts';
import type { EventLog } from './event-log.ts';

export interface ClosedRun {
  /** Step number to which the last state returns; absent if no state repeated. */
  readonly loopsTo?: number;
  /** The bound on rounds was reached, so unmet obligations are overdue even without a loop. */
  readonly overdue: boolean;
}

/** Rounds beyond this are not played; the run then says nothing about liveness. */
const mostRounds = 2_000;
/** The same event so often in a row is more than any round of a sound system has: a broken machine takes it for ever. */
const mostInARow = 3_000;

export class RunCloser {
  readonly #stepper: TabulatedStepper;
  readonly #monitor: RunMonitor;
  readonly #log: EventLog;
  /** Whole states, observers included, at the ends of rounds. */
  readonly #roundStates: TupleTable;
  readonly #choiceOf = new Map<number, ReadonlyMap<number, Choice>>();
  /** What was taken last, and how often in a row. */
  readonly #last = { component: -1, event: -1, times: 0 };

  constructor(stepper: TabulatedStepper, monitor: RunMonitor, log: EventLog) {
    this.#stepper = stepper;
    this.#monitor = monitor;
    this.#log = log;
    this.#roundStates = new TupleTable(Array.from({ length: stepper.width }, (_, position) => position));
  }

  /**
   * Plays the schedule from the state, in place.
   * @throws CheckerError MODEL_ENDLESS_STEP if a round takes one event for ever
   */
  close(vector: Int32Array, closing: ClosingSchedule): ClosedRun {
    const run: ClosingRun = {
      take: (to, event) => this.#take(vector, this.#stepper.system.indexOf(to), this.#stepper.eventId(event)),
      read: <Context>(id: string) =>
        this.#stepper.snapshotAt(vector, this.#stepper.system.indexOf(id)) as LocalSnapshot<Context>,
    };
    closing.prepare?.(run);
    const rounds = closing.rounds(run);
    const seenAt = new Map<number, number>([[this.#roundStates.idOf(vector), this.#monitor.steps]]);
    for (let round = 0; round < Math.min(rounds, mostRounds); round++) {
      closing.round(run);
      const state = this.#roundStates.idOf(vector);
      const loopsTo = seenAt.get(state);
      if (loopsTo !== undefined && loopsTo < this.#monitor.steps) return { loopsTo, overdue: false };
      seenAt.set(state, this.#monitor.steps);
    }
    return { overdue: closing.provesByLoop !== true && rounds <= mostRounds };
  }

  #take(vector: Int32Array, component: number, event: number): boolean {
    const requirements = this.#requirementsOf(component, vector[component] ?? 0).get(event);
    if (requirements !== undefined && !this.#stepper.requirementsHold(requirements, vector)) return false;
    if (!this.#stepper.step(vector, component, event)) return false;
    this.#countInARow(component, event);
    this.#log.push(component, event);
    this.#monitor.afterStep(vector);
    return true;
  }

  #countInARow(component: number, event: number): void {
    const last = this.#last;
    const isSame = last.component === component && last.event === event;
    last.times = isSame ? last.times + 1 : 1;
    last.component = component;
    last.event = event;
    if (last.times > mostInARow) throw endlessRound(this.#stepper.chosenEvent(component, event));
  }

  /** The environment's choices of a component by event, to find what an event requires of other components. */
  #requirementsOf(component: number, local: number): ReadonlyMap<number, Choice> {
    const key = component * 0x2000000 + local;
    const known = this.#choiceOf.get(key);
    if (known !== undefined) return known;
    const choices = this.#stepper.candidates(component, local);
    const byEvent = new Map(choices.map(({ event, choice }) => [event, choice]));
    this.#choiceOf.set(key, byEvent);
    return byEvent;
  }
}

function endlessRound({ to: component, event }: ChosenEvent): CheckerError {
  return new CheckerError(
    'MODEL_ENDLESS_STEP',
    `a fair round does not end: ${component} has taken "${event.type}" ${String(mostInARow)} times in a row`,
    { at: component },
  );
}

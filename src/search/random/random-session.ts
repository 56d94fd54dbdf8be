/** The runs of one test: schedules become runs, every check watches every step, and each run is closed. */
import { CheckerError } from '../../errors/checker-error.ts';
import { CheckTables } from '../../property/check-tables.ts';
import type { Check } from '../../property/definition.ts';
import { RunMonitor } from '../../property/run-monitor.ts';
import type { ClosingSchedule } from '../../system/closing.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { TupleTable } from '../../system/tuple-table.ts';
import type { ObserverDefinition } from '../../system/vocabulary.ts';
import { RunCloser } from './close-run.ts';
import { EventChooser } from './event-chooser.ts';
import { EventLog } from './event-log.ts';
import { Findings } from './findings.ts';
import type { Schedule } from './schedule.ts';
import { owesForEver } from './single-check-run.ts';

/** The closing schedule that judges a liveness check unless it names another. */
const defaultClosing = 'quiet';

/** The observers that the checks need, each once. */
export function observersOf(checks: readonly Check[]): readonly ObserverDefinition<never>[] {
  const byId = new Map<string, ObserverDefinition<never>>();
  for (const check of checks) for (const observer of check.observers ?? []) byId.set(observer.id, observer);
  return [...byId.values()];
}

/** All runs of one test over one set of tables. */
export class RandomSession {
  readonly findings: Findings;
  readonly monitor: RunMonitor;
  readonly #stepper: TabulatedStepper;
  readonly #chooser: EventChooser;
  readonly #log = new EventLog();
  readonly #closer: RunCloser;
  readonly #closings: Readonly<Record<string, ClosingSchedule>>;
  /** Liveness checks by the closing schedule that judges them. */
  readonly #judged: ReadonlyMap<string, readonly number[]>;
  readonly #states: TupleTable;
  readonly #firstRun: number;
  #distinct = 0;
  #runs = 0;
  #steps = 0;

  constructor(
    stepper: TabulatedStepper,
    checks: readonly Check[],
    closings: Readonly<Record<string, ClosingSchedule>>,
    firstRun: number,
  ) {
    this.#firstRun = firstRun;
    this.#stepper = stepper;
    this.#chooser = new EventChooser(stepper);
    this.findings = new Findings(stepper, checks.length);
    const tables = new CheckTables(stepper, checks);
    this.monitor = new RunMonitor(stepper, tables, (check) => {
      this.findings.violated(check, this.#log, this.#firstRun + this.#runs);
    });
    this.#closings = closings;
    this.#closer = new RunCloser(stepper, this.monitor, this.#log);
    this.#judged = livenessByClosing(checks);
    this.#states = new TupleTable(stepper.system.components.map(({ index }) => index));
  }

  counts(): { readonly runs: number; readonly steps: number; readonly distinct: number } {
    return { runs: this.#runs, steps: this.#steps, distinct: this.#distinct };
  }

  play(schedule: Schedule): void {
    const vector = this.#stepper.initial();
    this.#log.clear();
    this.#chooser.startRun(schedule.tastes, schedule.budgets);
    this.monitor.start(vector);
    this.#countState(vector);
    for (const pick of schedule.picks) {
      const choice = this.#chooser.takeStep(vector, pick);
      if (choice === undefined) break;
      this.#log.push(choice.component, choice.event);
      this.monitor.afterStep(vector);
      this.#countState(vector);
    }
    this.#steps += this.monitor.steps;
    this.#closeRun(vector);
    this.#runs++;
  }

  /** @throws CheckerError MODEL_BAD_DEFINITION: without its schedule a liveness check would pass unjudged. */
  #closingNamed(id: string): ClosingSchedule {
    const closing = this.#closings[id];
    if (closing !== undefined) return closing;
    throw new CheckerError('MODEL_BAD_DEFINITION', `a liveness check needs the closing schedule "${id}"`, {
      at: 'closings',
      expected: id,
      received: Object.keys(this.#closings).join(', ') || 'none',
      hint: 'give the random engine a schedule of that name, or name another one in the check',
    });
  }

  #closeRun(end: Int32Array): void {
    const prefixLength = this.#log.length;
    const obligations = this.monitor.save();
    for (const [id, checks] of this.#judged) {
      const closing = this.#closingNamed(id);
      this.#log.truncate(prefixLength);
      this.monitor.restore(obligations, end);
      const vector = end.slice();
      const excludedBefore = checks.filter((check) => this.monitor.isExcluded(check, vector));
      const closed = this.#closer.close(vector, closing);
      this.#steps += this.monitor.steps - obligations.stepsSeen;
      for (const check of checks) {
        if (excludedBefore.includes(check) || this.monitor.isExcluded(check, vector))
          this.findings.excluded(check);
        else if (closed.loopsTo === undefined && !closed.overdue) this.findings.unsettled(check);
        else if (!owesForEver(this.monitor, check, closed)) this.findings.met(check);
        else
          this.findings.owed(check, this.#log, {
            ...closed,
            prefixLength,
            closing: id,
            path: this.#firstRun + this.#runs,
          });
      }
    }
  }

  #countState(vector: Int32Array): void {
    this.#states.idOf(vector);
    this.#distinct = this.#states.size;
  }
}

function livenessByClosing(checks: readonly Check[]): ReadonlyMap<string, readonly number[]> {
  const judged = new Map<string, number[]>();
  checks.forEach((check, index) => {
    if (check.kind !== 'leadsTo' && check.kind !== 'eventually') return;
    const id = check.closing ?? defaultClosing;
    judged.set(id, [...(judged.get(id) ?? []), index]);
  });
  return judged;
}

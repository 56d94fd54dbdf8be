/**
 * The random engine: fast-check generates schedules, each schedule becomes a run over the tabulated system, every check
 * watches every step, each run ends with the fair closing schedules, and what was violated is shrunk.
 *
 * Sound for: violations (each is re-run before it is reported). Not for: absence of violations, which is sampled and
 * therefore called `not-violated`, never `holds`.
 * Reproducible: the same seed, system, properties and sizes give the same result, run by run (fast-check's path is the
 * number of the run).
 */
import fc from 'fast-check';
import { CheckerError } from '../errors/checker-error.ts';
import { CheckTables } from '../property/check-tables.ts';
import type { Check } from '../property/definition.ts';
import { RunMonitor } from '../property/run-monitor.ts';
import type { ClosingSchedule } from '../system/closing.ts';
import { Coverage } from '../system/coverage.ts';
import { TabulatedStepper } from '../system/tabulated-stepper.ts';
import { TupleTable } from '../system/tuple-table.ts';
import type { ObserverDefinition } from '../system/vocabulary.ts';
import { RunCloser } from './random/close-run.ts';
import { EventChooser } from './random/event-chooser.ts';
import { EventLog } from './random/event-log.ts';
import { Findings } from './random/findings.ts';
import type { OwnedCheck, RandomOptions } from './random/random-options.ts';
import { schedules, type Schedule } from './random/schedule.ts';
import { owesForEver } from './random/single-check-run.ts';
import type { RandomResult } from './result.ts';

/** The closing schedule that judges a liveness check unless it names another. */
const defaultClosing = 'quiet';

/** Tests the properties on random runs. */
export async function testRandomly<Subject>(options: RandomOptions<Subject>): Promise<RandomResult> {
  const started = performance.now();
  const owned = options.properties.flatMap((definition, property): OwnedCheck[] =>
    definition.checks(options.subject).map((check) => ({ property, check })),
  );
  const checks = owned.map(({ check }) => check);
  const stepper = new TabulatedStepper(options.system, {
    observers: observersOf(checks),
    coverage: new Coverage(),
  });
  const session = new RandomSession(stepper, checks, options.closings, options.path ?? 0);
  const awaited = owned.flatMap(({ property }, check) =>
    options.properties[property]?.id === options.untilViolated ? [check] : [],
  );
  let interrupted = false;
  let foundEnough = false;
  let lastYield = performance.now();
  const property = fc.asyncProperty(schedules(options.steps, options.budgetBounds), async (schedule) => {
    session.play(schedule);
    foundEnough = hasChoiceOfStories(session, awaited);
    if (foundEnough) throw new StoppedEarly();
    if (performance.now() - lastYield < 100) return;
    lastYield = performance.now();
    const seconds = (lastYield - started) / 1000;
    options.onProgress?.({ ...session.counts(), stepsPerSecond: session.counts().steps / seconds });
    // Gives signal handlers and timers their turn.
    await new Promise((resolve) => setImmediate(resolve));
    interrupted = options.shouldStop?.() === true;
    // The only way to end fast-check early: the property itself never fails otherwise.
    if (interrupted) throw new StoppedEarly();
  });
  const details = await fc.check(property, {
    seed: options.seed,
    endOnFailure: true,
    ...(options.path === undefined ? { numRuns: options.runs } : { numRuns: 1, path: String(options.path) }),
  });
  // Any other exception is an error of the model or of the checker.
  if (details.failed && !interrupted && !foundEnough) {
    throw details.errorInstance instanceof Error
      ? details.errorInstance
      : new Error(String(details.errorInstance));
  }
  const searched = performance.now();
  const { runs, steps, distinct } = session.counts();
  const properties = session.findings.results(options, owned, session.monitor.witnesses);
  return {
    seed: options.seed,
    runs: { count: runs, steps, distinct },
    seconds: (performance.now() - started) / 1000,
    stepsPerSecond: steps / ((searched - started) / 1000),
    properties,
    coverage: { transitions: stepper.coverage.transitions(), guards: stepper.coverage.guardOutcomes() },
    interrupted,
  };
}

class StoppedEarly extends Error {}

/** Runs that follow at least on the violation that was awaited: one story is seldom the one that shortens best. */
const runsAfterwards = 120;

/** Since the first run that violated one of the checks, as many runs again, and enough to have a choice of stories. */
function hasChoiceOfStories(session: RandomSession, checks: readonly number[]): boolean {
  const first = session.findings.firstViolation(checks);
  return (
    first !== undefined && session.counts().runs >= Math.max(2 * (first + 1), first + 1 + runsAfterwards)
  );
}

/** The observers that the checks need, each once. */
function observersOf(checks: readonly Check[]): readonly ObserverDefinition<never>[] {
  const byId = new Map<string, ObserverDefinition<never>>();
  for (const check of checks) for (const observer of check.observers ?? []) byId.set(observer.id, observer);
  return [...byId.values()];
}

/** All runs of one test over one set of tables. */
class RandomSession {
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

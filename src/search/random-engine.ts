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
import { Coverage } from '../system/coverage.ts';
import { TabulatedStepper } from '../system/tabulated-stepper.ts';
import type { OwnedCheck, RandomOptions } from './random/random-options.ts';
import { observersOf, RandomSession } from './random/random-session.ts';
import { schedules } from './random/schedule.ts';
import type { RandomResult } from './result.ts';

/** Tests the properties on random runs. */
export async function testRandomly<Subject>(options: RandomOptions<Subject>): Promise<RandomResult> {
  const started = performance.now();
  const owned = options.properties.flatMap((definition, property): OwnedCheck[] =>
    definition.checks(options.subject).map((check) => ({ property, check })),
  );
  const checks = owned.map(({ check }) => check);
  const stepper = new TabulatedStepper(options.system, {
    observers: observersOf(checks),
    coverage: options.coverage ?? new Coverage(),
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

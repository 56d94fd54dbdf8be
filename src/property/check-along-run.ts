/**
 * Judges one check on a recorded run, straight from the definitions of `definition.ts`: every state is looked at, every
 * observer is run, nothing is remembered between calls. Engines have fast evaluations of their own; a violation that one
 * of them reports has to pass this slow one first, and so has a trace that is replayed.
 *
 * On a lasso (`loopsTo`) the run stands for the infinite one in which its loop repeats for ever, or, where it loops to its
 * last state, in which nothing happens any more; on a run that was closed
 * (`closingFrom`) an obligation that was open when the closing began has to be met by its end; on any other run a
 * liveness check cannot be judged and counts as not violated.
 */
import { equalData } from '../system/equal-data.ts';
import type { ObserverDefinition } from '../system/vocabulary.ts';
import type { AlwaysCheck, Check, EventuallyCheck, LeadsToCheck, StepCheck } from './definition.ts';
import { observeRun, type ObserverHistory } from './observe-run.ts';
import type { RecordedRun } from './recorded-run.ts';

export interface CheckOutcome {
  readonly violated: boolean;
  /**
   * Index of the state (0 = initial) in which the violation shows; for a liveness check, the state in which the
   * obligation that is never met arose. The last state if there is no violation.
   */
  readonly atState: number;
  /** What is wrong, with the values that the check read; or why there is no violation. */
  readonly message: string;
}

type Read = (name: string, state: number) => unknown;
type Predicate = (...values: unknown[]) => boolean;
type Explain = (...values: unknown[]) => string;

/**
 * Whether the check is violated on the run.
 * @throws RangeError if the check reads what is neither a component nor one of its observers.
 */
export function checkViolatedAlong(check: Check, run: RecordedRun): CheckOutcome {
  const observers = check.observers ?? [];
  const histories = observeRun(observers, run);
  const read = reader(run, histories);
  switch (check.kind) {
    case 'always':
      return alwaysOutcome(check, run, read);
    case 'step':
      return stepOutcome(check, run);
    case 'leadsTo':
    case 'eventually': {
      const open = loopDefect(run, observers, histories);
      return open === undefined ? livenessOutcome(check, run, read) : fine(run, open);
    }
    case 'reachable':
      return fine(run, 'a reachability check is never violated by a run');
  }
}

/** State in which the goal of a `reachable` check, or the witness of another, first occurs; undefined if it does not. */
export function witnessAlong(check: Check, run: RecordedRun): number | undefined {
  const read = reader(run, observeRun(check.observers ?? [], run));
  if (check.kind === 'step' || (check.kind === 'reachable' && 'on' in check)) {
    const wanted = check.kind === 'step' ? check.witness : check.whenStep;
    const found = run.steps.findIndex((step) =>
      step.deliveries.some((delivery) => delivery.component === check.on && wanted(delivery as never)),
    );
    return found < 0 ? undefined : found + 1;
  }
  const predicate = statePredicate(check);
  for (let state = 0; state <= run.steps.length; state++) {
    if (predicate(...valuesOf(check.reads, read, state))) return state;
  }
  return undefined;
}

function statePredicate(check: Exclude<Check, StepCheck>): Predicate {
  switch (check.kind) {
    case 'always':
      return check.witness as Predicate;
    case 'leadsTo':
      return check.from as Predicate;
    case 'eventually':
      return () => true;
    case 'reachable':
      return 'when' in check ? (check.when as Predicate) : () => false;
  }
}

function alwaysOutcome(check: AlwaysCheck, run: RecordedRun, read: Read): CheckOutcome {
  const holds = check.holds as Predicate;
  for (let state = 0; state <= run.steps.length; state++) {
    const values = valuesOf(check.reads, read, state);
    if (holds(...values)) continue;
    const explain = check.explain as Explain | undefined;
    return { violated: true, atState: state, message: explain?.(...values) ?? describe(check.reads, values) };
  }
  return fine(run, 'it holds in every state');
}

function stepOutcome(check: StepCheck, run: RecordedRun): CheckOutcome {
  for (const [index, step] of run.steps.entries()) {
    for (const delivery of step.deliveries) {
      if (delivery.component !== check.on || check.holds(delivery as never)) continue;
      const message =
        check.explain?.(delivery as never) ?? `${check.on} may not do this on ${delivery.event.type}`;
      return { violated: true, atState: index + 1, message };
    }
  }
  return fine(run, 'it holds of every step');
}

function livenessOutcome(check: LeadsToCheck | EventuallyCheck, run: RecordedRun, read: Read): CheckOutcome {
  const last = run.steps.length;
  const values = (state: number): unknown[] => valuesOf(check.reads, read, state);
  const from = (check.kind === 'leadsTo' ? check.from : () => true) as Predicate;
  const to = (check.kind === 'leadsTo' ? check.to : check.goal) as Predicate;
  const excluded = check.excluded as Predicate | undefined;
  if (excluded?.(...values(last)) === true)
    return fine(run, 'an assumption of the property is broken in this run');

  // An obligation that is met anywhere in the loop is met again and again, so the loop must never meet it.
  for (let state = run.loopsTo ?? last; state <= last; state++) {
    if (to(...values(state))) return fine(run, 'the obligation is met');
  }
  let openSince: number | undefined;
  for (let state = 0; state <= last; state++) {
    if (to(...values(state))) {
      if (check.kind === 'eventually') return fine(run, 'the goal is reached');
      openSince = undefined;
    } else if (openSince === undefined && from(...values(state))) openSince = state;
  }
  if (openSince === undefined) return fine(run, 'no obligation is open');
  if (run.loopsTo === undefined && openSince > (run.closingFrom ?? -1)) {
    return fine(run, 'the run ends before it can tell whether the obligation is ever met');
  }
  const explain = check.explain as Explain | undefined;
  const message = explain?.(...values(last)) ?? `never met: ${describe(check.reads, values(last))}`;
  return { violated: true, atState: openSince, message };
}

/** Why the run is not the lasso it claims to be, if it is not. */
function loopDefect(
  run: RecordedRun,
  observers: readonly ObserverDefinition<never>[],
  histories: ReadonlyMap<string, ObserverHistory>,
): string | undefined {
  const { loopsTo } = run;
  if (loopsTo === undefined) return undefined;
  const last = run.steps.length;
  if (!Number.isInteger(loopsTo) || loopsTo < 0 || loopsTo > last)
    return `there is no loop from state ${last} to ${loopsTo}`;
  const start = snapshotsOf(run, loopsTo);
  const end = snapshotsOf(run, last);
  const differing = run.components.find((_, index) => !equalData(start[index], end[index]));
  if (differing !== undefined) return `the loop does not close: ${differing} differs`;
  for (const { id } of observers) {
    const history = histories.get(id);
    if (!equalData(history?.[loopsTo], history?.[last]))
      return `the loop does not close: observer ${id} differs`;
  }
  return undefined;
}

function reader(run: RecordedRun, histories: ReadonlyMap<string, ObserverHistory>): Read {
  const indices = new Map(run.components.map((id, index) => [id, index]));
  return (name, state) => {
    const history = histories.get(name);
    if (history !== undefined) return history[state];
    const index = indices.get(name);
    if (index === undefined)
      throw new RangeError(`a check reads "${name}", which is no component and no observer of it`);
    return snapshotsOf(run, state)[index];
  };
}

function snapshotsOf(run: RecordedRun, state: number): RecordedRun['initial'] {
  return state === 0 ? run.initial : (run.steps[state - 1]?.snapshots ?? []);
}

function valuesOf(reads: readonly string[], read: Read, state: number): unknown[] {
  return reads.map((name) => read(name, state));
}

function describe(reads: readonly string[], values: readonly unknown[]): string {
  return reads.map((name, index) => `${name} = ${JSON.stringify(values[index])}`).join(', ');
}

function fine(run: RecordedRun, message: string): CheckOutcome {
  return { violated: false, atState: run.steps.length, message };
}

/** One pass of a verification: a search of one scope with some observers, and what it says of its checks. */
import type { MachineTables } from '../../system/machine-tables.ts';
import { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { ExplicitProgress, PassSummary, SearchScope } from './explicit-options.ts';
import { type CheckOutcome, judgeChecks } from './judge-checks.ts';
import type { Pass } from './passes.ts';
import { SafetySearch } from './safety-search.ts';
import type { FinishedSearch, SearchLimits, SearchProgress } from './search.ts';

export interface PassResult {
  readonly summary: PassSummary;
  /** One a member of the pass, in order. */
  readonly outcomes: readonly CheckOutcome[];
}

export type PassProgress = SearchProgress & Pick<ExplicitProgress, 'livenessStates'>;

export async function runPass(
  scope: SearchScope<unknown>,
  { observers, members }: Pass,
  tables: MachineTables,
  limits: SearchLimits,
  onProgress?: (progress: PassProgress) => void,
): Promise<PassResult> {
  const started = performance.now();
  const stepper = new TabulatedStepper(scope.system, { observers, tables });
  const search = new SafetySearch(
    stepper,
    members.map(({ check }) => check),
    scope.system.budgets,
  );
  await search.run(limits, onProgress);
  const { distinct, generated, depth } = search;
  const outcomes = await judgeChecks(search, limits.stopReason, (_check, livenessStates) =>
    onProgress?.({ distinct, generated, depth, frontier: 0, livenessStates }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { summary: summaryOf(scope, observers, search, seconds), outcomes };
}

function summaryOf(
  { name }: SearchScope<unknown>,
  observers: Pass['observers'],
  search: FinishedSearch,
  seconds: number,
): PassSummary {
  const deadlock = search.deadlockRun();
  const failure = search.failedStep();
  return {
    scope: name,
    observers: observers.map(({ id }) => id),
    distinct: search.distinct,
    generated: search.generated,
    depth: search.depth,
    complete: search.complete,
    stopped: search.stopped,
    bytesPerState: search.bytes / search.distinct,
    seconds,
    reductions: [],
    ...(deadlock === undefined ? {} : { deadlock }),
    ...(failure === undefined ? {} : { failure }),
  };
}

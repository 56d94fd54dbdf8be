/** One pass of a verification: a search of one scope with some observers, and what it says of its checks. */
import type { MachineTables } from '../../system/machine-tables.ts';
import { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { ExplicitProgress, PassSummary, Reduction, SearchScope } from './explicit-options.ts';
import { type CheckOutcome, judgeChecks, judgeSafety } from './judge-checks.ts';
import type { Pass } from './passes.ts';
import { planReductions } from './reduction/plan-reductions.ts';
import { type ReducedResult, searchReduced } from './reduction/search-reduced.ts';
import { SafetySearch } from './safety-search.ts';
import type { FinishedSearch, SearchLimits, SearchProgress } from './search.ts';

export interface PassResult {
  readonly summary: PassSummary;
  /** One a member of the pass, in order. */
  readonly outcomes: readonly CheckOutcome[];
}

export type PassProgress = SearchProgress & Pick<ExplicitProgress, 'livenessStates'>;

/** What all passes of a verification have in common. */
export interface PassSettings {
  readonly tables: MachineTables;
  readonly limits: SearchLimits;
  /** Reductions to leave out. */
  readonly without: readonly Reduction[];
  readonly onProgress?: (progress: PassProgress) => void;
}

/** Searches the pass by several threads, without reductions. */
export type SearchTogether = (
  limits: SearchLimits,
  onProgress?: (progress: SearchProgress) => void,
) => Promise<FinishedSearch>;

/** @param together how to search if nothing needs the whole graph or a reduced one; by one thread unless given */
export async function runPass(
  scope: SearchScope<unknown>,
  { observers, members }: Pass,
  { tables, limits, without, onProgress }: PassSettings,
  together?: SearchTogether,
): Promise<PassResult> {
  const started = performance.now();
  const checks = members.map(({ check }) => check);
  const { budgets } = scope.system;
  const ids = observers.map(({ id }) => id);
  const planned = planReductions(scope.system, checks, ids, without);
  if (together !== undefined && isForMany(scope, { observers, members }, without)) {
    const search = await together(limits, onProgress);
    const outcomes = checks.map((check, index) => judgeSafety(search, check, index));
    const result = { reductions: [], notes: planned.notes, represents: search.distinct, partlyExpanded: 0 };
    return { summary: summaryOf(scope, observers, search, result, started), outcomes };
  }
  const stepper = new TabulatedStepper(scope.system, { observers, tables });
  const reduced = await searchReduced(stepper, checks, budgets, planned, limits, onProgress);
  const { search } = reduced;
  if (search !== undefined) {
    const outcomes = checks.map((check, index) => judgeSafety(search, check, index));
    return { summary: summaryOf(scope, observers, search, reduced, started), outcomes };
  }
  const full = new SafetySearch(stepper, checks, budgets);
  await full.run(limits, onProgress);
  const { distinct, generated, depth } = full;
  const outcomes = await judgeChecks(full, limits.stopReason, (_check, livenessStates) =>
    onProgress?.({ distinct, generated, depth, frontier: 0, livenessStates }),
  );
  const result = { ...reduced, represents: distinct };
  return { summary: summaryOf(scope, observers, full, result, started), outcomes };
}

/** Whether several threads may search the pass: nothing needs the whole graph in one thread, and nothing reduces it. */
export function isForMany(
  { system }: SearchScope<unknown>,
  { observers, members }: Pass,
  without: readonly Reduction[],
): boolean {
  const checks = members.map(({ check }) => check);
  if (checks.some(({ kind }) => kind === 'leadsTo' || kind === 'eventually')) return false;
  const ids = observers.map(({ id }) => id);
  const { plan } = planReductions(system, checks, ids, without);
  return plan.permutations.length === 0 && plan.behaviour === undefined;
}

function summaryOf(
  { name }: SearchScope<unknown>,
  observers: Pass['observers'],
  search: FinishedSearch,
  { reductions, notes, represents, partlyExpanded }: ReducedResult,
  started: number,
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
    seconds: (performance.now() - started) / 1000,
    reductions,
    reductionNotes: notes,
    represents,
    partlyExpanded,
    ...(deadlock === undefined ? {} : { deadlock }),
    ...(failure === undefined ? {} : { failure }),
  };
}

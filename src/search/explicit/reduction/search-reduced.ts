/** A search with the reductions of a plan, whose runs are shortest all the same. */
import type { Check } from '../../../property/definition.ts';
import type { ChosenEvent } from '../../../system/chosen-event.ts';
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import type { Reduction } from '../explicit-options.ts';
import type { FinishedSearch, SearchLimits, SearchProgress } from '../search.ts';
import { ObserverAsymmetry } from './asymmetry.ts';
import type { PlannedReductions } from './plan-reductions.ts';
import { ReducedSearch, type ReductionPlan } from './reduced-search.ts';

type Budgets = Readonly<Record<string, number | 'unlimited'>>;

export interface ReducedResult {
  /** Absent if no reduction is left: an ordinary search will do. */
  readonly search?: FinishedSearch;
  readonly reductions: readonly Reduction[];
  readonly notes: readonly string[];
  readonly represents: number;
  readonly partlyExpanded: number;
}

/** @throws CheckerError MODEL_NOT_SYMMETRIC if the system's symmetry is not there. */
export async function searchReduced(
  stepper: TabulatedStepper,
  checks: readonly Check[],
  budgets: Budgets,
  { plan, notes }: PlannedReductions,
  limits: SearchLimits,
  onProgress?: (progress: SearchProgress) => void,
): Promise<ReducedResult> {
  if (plan.permutations.length === 0 && plan.behaviour === undefined)
    return { reductions: [], notes, represents: 0, partlyExpanded: 0 };
  const search = new ReducedSearch(stepper, checks, budgets, plan);
  try {
    await search.run(limits, onProgress);
  } catch (error) {
    if (!(error instanceof ObserverAsymmetry)) throw error;
    const permutations = plan.permutations.filter(({ symmetry }) => symmetry !== error.symmetry);
    const told = [...notes, `${permutations.length > 0 ? 'less' : 'no'} symmetry: ${error.message}`];
    const rest = { ...plan, permutations };
    return searchReduced(stepper, checks, budgets, { plan: rest, notes: told }, limits, onProgress);
  }
  if (plan.behaviour !== undefined && search.failedStep() !== undefined) {
    // The search is over soon without partial order as well, and ends with a shortest run.
    const { permutations } = plan;
    const told = [...notes, 'no partial order: the machines do not fit together'];
    return searchReduced(
      stepper,
      checks,
      budgets,
      { plan: { permutations }, notes: told },
      limits,
      onProgress,
    );
  }
  const symmetry = plan.permutations.length > 0 ? (['symmetry'] as const) : [];
  const { represents, partlyExpanded } = search;
  if (partlyExpanded === 0) {
    const told =
      plan.behaviour === undefined ? notes : [...notes, 'no partial order: all choices depend on others'];
    return { search, reductions: symmetry, notes: told, represents, partlyExpanded };
  }
  const shorter = await findShorter(search, checks, budgets, plan, limits, onProgress);
  return {
    search: shorter,
    reductions: [...symmetry, 'partial-order'],
    notes: shorter.cutOff === '' ? notes : [...notes, `runs may not be shortest: ${shorter.cutOff}`],
    represents,
    partlyExpanded,
  };
}

/**
 * Partial order keeps violations but not the length of the runs to them. So these are searched for again, without it,
 * and only as deep as the runs that are known. (Nobody is shown the run to a witness.)
 */
async function findShorter(
  found: ReducedSearch,
  checks: readonly Check[],
  budgets: Budgets,
  { permutations }: ReductionPlan,
  limits: SearchLimits,
  onProgress?: (progress: SearchProgress) => void,
): Promise<WithShorterRuns> {
  const violated = checks.flatMap((check, index) =>
    check.kind !== 'reachable' && found.watch.hit(index) !== undefined ? [index] : [],
  );
  const search = new ReducedSearch(
    found.stepper,
    violated.map((index) => checks[index] as Check),
    budgets,
    { permutations },
  );
  const hasAll = (): boolean =>
    violated.every((_, index) => search.watch.hit(index) !== undefined) &&
    (search.hasDeadlock || !found.hasDeadlock);
  if (violated.length > 0 || found.hasDeadlock) await search.run(limits, onProgress, hasAll);
  return new WithShorterRuns(found, search, new Map(violated.map((check, index) => [check, index])));
}

/** What one search found, with the runs that another one found to the same. */
class WithShorterRuns implements FinishedSearch {
  readonly #found: ReducedSearch;
  readonly #shorter: ReducedSearch;
  readonly #numberOf: ReadonlyMap<number, number>;

  constructor(found: ReducedSearch, shorter: ReducedSearch, numberOf: ReadonlyMap<number, number>) {
    this.#found = found;
    this.#shorter = shorter;
    this.#numberOf = numberOf;
  }

  get checks(): readonly Check[] {
    return this.#found.checks;
  }

  get distinct(): number {
    return this.#found.distinct;
  }

  get generated(): number {
    return this.#found.generated;
  }

  get depth(): number {
    return this.#found.depth;
  }

  get complete(): boolean {
    return this.#found.complete;
  }

  get stopped(): string {
    return this.#found.stopped;
  }

  /** Why the search for shorter runs ended early; empty if it did not. */
  get cutOff(): string {
    return this.#shorter.stopped;
  }

  get bytes(): number {
    return this.#found.bytes;
  }

  get witnesses(): Float64Array {
    return this.#found.witnesses;
  }

  report(check: number): ReturnType<FinishedSearch['report']> {
    const number = this.#numberOf.get(check);
    return (number === undefined ? undefined : this.#shorter.report(number)) ?? this.#found.report(check);
  }

  failedStep(): undefined {
    return undefined;
  }

  deadlockRun(): readonly ChosenEvent[] | undefined {
    return this.#shorter.deadlockRun() ?? this.#found.deadlockRun();
  }
}

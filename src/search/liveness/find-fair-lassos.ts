/**
 * True liveness: judges the `leadsTo` and `eventually` checks of a finished search. An infinite run of a finite system
 * stays in one strongly connected component in the end, so a check is violated exactly if the region where its
 * obligation is open has a fair component; the lasso into and around that component is the counterexample.
 *
 * Needs the full state graph: a search that left states out by symmetry, partial order or a constraint must not be
 * handed in. One that a limit ended may: a lasso of expanded states is real, and whatever is not violated is then
 * inconclusive.
 */
import { neglectedForBounds, neverEnabledForBounds } from './bound-warnings.ts';
import { buildLasso } from './build-lasso.ts';
import { fairComponents } from './fair-components.ts';
import { FairnessSet, fairnessNameFor, type LivenessCheck } from './fairness-set.ts';
import type { FairLasso } from './lasso.ts';
import { nearestLoop } from './nearest-loop.ts';
import { findObligations, type Obligations } from './obligations.ts';
import { buildRegion, depthsOf } from './region.ts';
import type { SafetySearch } from '../explicit/safety-search.ts';
import { SpentBudgets } from './spent-budgets.ts';
import { StepGraph } from './step-graph.ts';

export interface LivenessOptions {
  /** Asked now and then; a reason to stop, or undefined to go on. */
  readonly stopReason?: () => string | undefined;
  /** Told now and then how many states the region of the check has so far. */
  readonly onProgress?: (check: number, states: number) => void;
}

export interface LivenessOutcome {
  /** Index among the search's checks. */
  readonly check: number;
  readonly verdict: 'holds' | 'violated' | 'vacuous' | 'inconclusive';
  /** What else there is to know: why it is inconclusive or vacuous, what a bound did to fairness. */
  readonly reasons: readonly string[];
  /** States in which the premise occurs; for `eventually`, in which the goal holds. */
  readonly witnesses: number;
  /** Name of the fairness set that was assumed; undefined if the system has none. */
  readonly fairness: string | undefined;
  /** States in which the obligation is open on some run. */
  readonly regionSize: number;
  readonly lasso?: FairLasso;
}

/**
 * One outcome for each `leadsTo` and `eventually` check of the search, in their order.
 * @throws CheckerError USAGE_UNKNOWN_NAME if a check names a fairness set that the system does not have.
 */
export async function findFairLassos(
  search: SafetySearch,
  options: LivenessOptions = {},
): Promise<readonly LivenessOutcome[]> {
  const { checks } = search.tables;
  const wanted = checks.flatMap(({ kind }, index) =>
    kind === 'leadsTo' || kind === 'eventually' ? [index] : [],
  );
  const depths = depthsOf((state) => search.parentOf(state), search.store.size);
  const judges = new Map<string | undefined, Judge>();
  const outcomes: LivenessOutcome[] = [];
  for (const obligations of findObligations(search, wanted)) {
    const check = checks[obligations.check] as LivenessCheck;
    const name = fairnessNameFor(search.stepper.system, check);
    let judge = judges.get(name);
    if (judge === undefined) {
      judge = new Judge(search, name, depths, options);
      judges.set(name, judge);
    }
    outcomes.push(await judge.outcome(check, obligations));
  }
  return outcomes.sort((a, b) => a.check - b.check);
}

/** Judges checks that assume the same fairness set. */
class Judge {
  readonly #search: SafetySearch;
  readonly #name: string | undefined;
  readonly #depths: Int32Array;
  readonly #options: LivenessOptions;
  readonly #fairness: FairnessSet;
  readonly #graph: StepGraph;
  readonly #budgets: SpentBudgets;
  #pausedAt = performance.now();
  #stopped: string | undefined;

  constructor(search: SafetySearch, name: string | undefined, depths: Int32Array, options: LivenessOptions) {
    const classes = name === undefined ? [] : (search.stepper.system.fairness[name] ?? []);
    this.#search = search;
    this.#name = name;
    this.#depths = depths;
    this.#options = options;
    this.#fairness = new FairnessSet(search.stepper, classes);
    this.#graph = new StepGraph(search, this.#fairness);
    this.#budgets = new SpentBudgets(search, this.#fairness);
  }

  async outcome(check: LivenessCheck, obligations: Obligations): Promise<LivenessOutcome> {
    const { check: index, leftOut } = obligations;
    const isLeadsTo = check.kind === 'leadsTo';
    const shared = {
      check: index,
      fairness: this.#name,
      witnesses: isLeadsTo ? obligations.occurs : obligations.met,
    };
    const reasons =
      leftOut === 0 ? [] : [`states left out because an assumption is broken in them: ${String(leftOut)}`];
    const region = await buildRegion(this.#graph, obligations, this.#depths, (states) =>
      this.#pause(index, states),
    );
    if (region === undefined) {
      return {
        ...shared,
        verdict: 'inconclusive',
        reasons: [...reasons, this.#stopped ?? ''],
        regionSize: 0,
      };
    }
    const component = fairComponents(region, this.#fairness.weak, this.#fairness.strong);
    const regionSize = region.size;
    reasons.push(...neverEnabledForBounds(region, this.#fairness, this.#budgets));
    const loop = nearestLoop(region, component, this.#fairness);
    if (loop !== undefined) {
      const lasso = buildLasso(this.#graph, region, loop, check, index, this.#budgets);
      reasons.push(...neglectedForBounds(lasso));
      return { ...shared, verdict: 'violated', reasons, regionSize, lasso };
    }
    if (!this.#search.complete && (isLeadsTo || region.cut)) {
      const why = this.#search.stopped === '' ? 'the search did not finish' : this.#search.stopped;
      return { ...shared, verdict: 'inconclusive', reasons: [...reasons, why], regionSize };
    }
    const empty = whyVacuous(isLeadsTo, obligations);
    if (empty !== undefined) reasons.push(empty);
    else if (obligations.arises === 0) reasons.push(metAtOnce(isLeadsTo));
    return { ...shared, verdict: empty === undefined ? 'holds' : 'vacuous', reasons, regionSize };
  }

  async #pause(check: number, states: number): Promise<boolean> {
    if (performance.now() - this.#pausedAt < 100) return true;
    this.#options.onProgress?.(check, states);
    await new Promise((resolve) => setImmediate(resolve));
    this.#pausedAt = performance.now();
    this.#stopped = this.#options.stopReason?.();
    return this.#stopped === undefined;
  }
}

function whyVacuous(isLeadsTo: boolean, { occurs, met }: Obligations): string | undefined {
  if (isLeadsTo) return occurs === 0 ? 'its premise never occurs' : undefined;
  return met === 0 ? 'an assumption is broken on every run before the goal is reached' : undefined;
}

function metAtOnce(isLeadsTo: boolean): string {
  return isLeadsTo
    ? 'trivially true: wherever its premise occurs, what it leads to holds already'
    : 'trivially true: the goal holds in the initial state already';
}

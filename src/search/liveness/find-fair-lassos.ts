/**
 * True liveness: judges the `leadsTo` and `eventually` checks of a finished search. An infinite run of a finite system
 * stays in one strongly connected component in the end, so a check is violated exactly if the region where its
 * obligation is open has a fair component; the lasso into and around that component is the counterexample.
 *
 * Needs the full state graph: a search that left states out by symmetry, partial order or a constraint must not be
 * handed in. One that a limit ended may: a lasso of expanded states is real, and whatever is not violated is then
 * inconclusive.
 */
import { certify } from './certificate.ts';
import { fairComponents } from './fair-components.ts';
import { FairnessSet, fairnessNameFor, type LivenessCheck } from './fairness-set.ts';
import { greedyFairLoop } from './greedy-loop.ts';
import { IntList } from './int-list.ts';
import type { FairLasso } from './lasso.ts';
import { findObligations, type Obligations } from './obligations.ts';
import { buildRegion, depthsOf, type Region } from './region.ts';
import type { SafetySearch } from '../explicit/safety-search.ts';
import { type Loop, shortestFairLoop } from './shortest-loop.ts';
import { SpentBudgets } from './spent-budgets.ts';
import { StepGraph } from './step-graph.ts';
import { verifyLasso } from './verify-lasso.ts';

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

/** Loops are searched from at most this many ends of shortest stems. */
const mostStarts = 32;

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
    const at = component.findIndex((number) => number >= 0);
    const regionSize = region.size;
    reasons.push(...this.#neverEnabled(region));
    if (at >= 0) {
      const lasso = this.#lasso(check, index, region, component, at);
      reasons.push(...boundsInCertificate(lasso));
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

  /** Classes that a spent budget keeps disabled wherever the obligation is open. */
  #neverEnabled(region: Region): readonly string[] {
    const somewhere = region.enabled.reduce((bits, enabled) => bits | enabled, 0);
    return this.#fairness.classes.flatMap(({ name }, index) => {
      if ((somewhere & (1 << index)) !== 0) return [];
      for (const state of region.states) {
        const spent = this.#budgets.disabling(state, index);
        if (spent.length === 0) continue;
        return [
          `a bound makes fairness vacuous: "${name}" is never enabled while the obligation is open, because ${budgetWords(spent)} spent`,
        ];
      }
      return [];
    });
  }

  /** @param nearest the least number of a state in a fair component, so none is nearer to the initial state. */
  #lasso(
    check: LivenessCheck,
    index: number,
    region: Region,
    component: Int32Array,
    nearest: number,
  ): FairLasso {
    const distance = region.distances[nearest];
    const starts: number[] = [];
    for (let at = nearest; at < region.size && region.distances[at] === distance; at++) {
      if ((component[at] ?? -1) >= 0) starts.push(at);
    }
    const tried = starts.slice(0, mostStarts).map((start) => this.#loopFrom(start, region, component));
    const best = tried.reduce((a, b) => (b.loop.length < a.loop.length ? b : a));
    const exact =
      best.loop.length === 0 ||
      (this.#search.complete && starts.length === tried.length && tried.every((each) => each.exact));
    const { start, loop } = best;

    const path = [start];
    for (let at = start; (region.parents[at] ?? -1) >= 0; path.push(at)) at = region.parents[at] ?? 0;
    path.reverse();
    const opening = this.#search.pathTo(region.states[path[0] ?? 0] ?? 0);
    const stem = [...opening];
    path.slice(1).forEach((to, step) => stem.push(this.#eventBetween(region, path[step] ?? 0, to, 0)));
    const lasso: FairLasso = {
      stem,
      loop: loop.map((step, position) => {
        const from = position === 0 ? start : (region.targets[loop[position - 1] ?? 0] ?? 0);
        return this.#eventBetween(region, from, region.targets[step] ?? 0, region.classes[step] ?? 0);
      }),
      opensAt: opening.length,
      certificate: certify(region, start, loop, this.#fairness, this.#budgets),
      message: this.#message(index, region.states[start] ?? 0),
      shortest: { stem: this.#search.complete, loop: exact },
    };
    const problems = verifyLasso(this.#search.stepper.system, check, this.#fairness.classes, lasso, {
      budgets: Object.fromEntries(this.#search.budgets),
    });
    if (problems.length > 0) {
      throw new TypeError(`a lasso did not pass its verification: ${problems.join('; ')}`);
    }
    return lasso;
  }

  #loopFrom(
    start: number,
    region: Region,
    component: Int32Array,
  ): { readonly start: number; readonly loop: Loop; readonly exact: boolean } {
    const states = statesOf(component, component[start] ?? -1);
    const shortest = shortestFairLoop(region, component, states, start, this.#fairness);
    return {
      start,
      loop: shortest ?? greedyFairLoop(region, component, start, this.#fairness),
      exact: shortest !== undefined,
    };
  }

  #eventBetween(region: Region, from: number, to: number, classes: number): FairLasso['loop'][number] {
    return this.#graph.eventBetween(region.states[from] ?? 0, region.states[to] ?? 0, classes);
  }

  #message(index: number, state: number): string {
    const { tables, store } = this.#search;
    const vector = new Int32Array(store.width);
    store.load(state, vector);
    const group = tables.stateGroups.find(({ checks }) => checks.includes(index));
    const check = tables.checks[index];
    if (group === undefined || check === undefined || !('reads' in check)) return '';
    const explained = tables.explainState(index, group, vector);
    if (explained !== '') return explained;
    const values = tables.valuesRead(group, vector);
    return `never met: ${check.reads.map((name, at) => `${name} = ${JSON.stringify(values[at])}`).join(', ')}`;
  }
}

function statesOf(component: Int32Array, number: number): Int32Array {
  const states = new IntList();
  for (let state = 0; state < component.length; state++) {
    if (component[state] === number) states.push(state);
  }
  return states.toArray();
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

function boundsInCertificate({ certificate }: FairLasso): readonly string[] {
  return certificate.flatMap((line) =>
    line.reason === 'taken' || line.spent.length === 0
      ? []
      : [
          `a bound makes fairness vacuous: in the loop, "${line.name}" is disabled only because ${budgetWords(line.spent)} spent`,
        ],
  );
}

function budgetWords(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`).join(' and ');
  return names.length === 1 ? `the budget ${quoted} is` : `the budgets ${quoted} are`;
}

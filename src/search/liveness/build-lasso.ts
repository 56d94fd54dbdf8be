/** Turns a loop of the region into a lasso of the system: events, certificate, words; and has it verified. */
import { certify } from './certificate.ts';
import type { LivenessCheck } from './fairness-set.ts';
import type { FairLasso } from './lasso.ts';
import type { NearestLoop } from './nearest-loop.ts';
import type { Region } from './region.ts';
import type { SafetySearch } from '../explicit/safety-search.ts';
import type { SpentBudgets } from './spent-budgets.ts';
import type { StepGraph } from './step-graph.ts';
import { verifyLasso } from './verify-lasso.ts';

/**
 * @param index of the check among those of the search.
 * @throws TypeError if the lasso does not pass its verification: a defect of the checker.
 */
export function buildLasso(
  graph: StepGraph,
  region: Region,
  { start, loop, exact }: NearestLoop,
  check: LivenessCheck,
  index: number,
  budgets: SpentBudgets,
): FairLasso {
  const { search, fairness } = graph;
  const eventBetween = (from: number, to: number, classes: number): FairLasso['loop'][number] =>
    graph.eventBetween(region.states[from] ?? 0, region.states[to] ?? 0, classes);
  const path = [start];
  for (let at = start; (region.parents[at] ?? -1) >= 0; path.push(at)) at = region.parents[at] ?? 0;
  path.reverse();
  const opening = search.pathTo(region.states[path[0] ?? 0] ?? 0);
  const lasso: FairLasso = {
    stem: [...opening, ...path.slice(1).map((to, step) => eventBetween(path[step] ?? 0, to, 0))],
    loop: loop.map((step, position) => {
      const from = position === 0 ? start : (region.targets[loop[position - 1] ?? 0] ?? 0);
      return eventBetween(from, region.targets[step] ?? 0, region.classes[step] ?? 0);
    }),
    opensAt: opening.length,
    certificate: certify(region, start, loop, fairness, budgets),
    message: messageOf(search, check, index, region.states[start] ?? 0),
    shortest: { stem: search.complete, loop: loop.length === 0 || (search.complete && exact) },
  };
  const problems = verifyLasso(search.stepper.system, check, fairness.classes, lasso, {
    budgets: Object.fromEntries(search.layout.budgets),
  });
  if (problems.length === 0) return lasso;
  throw new TypeError(`a lasso did not pass its verification: ${problems.join('; ')}`);
}

function messageOf(
  { tables, store }: SafetySearch,
  { reads }: LivenessCheck,
  index: number,
  state: number,
): string {
  const group = tables.stateGroups.find(({ checks }) => checks.includes(index));
  if (group === undefined) return '';
  const vector = new Int32Array(store.width);
  store.load(state, vector);
  const explained = tables.explainState(index, group, vector);
  if (explained !== '') return explained;
  const values = tables.valuesRead(group, vector);
  return `never met: ${reads.map((name, at) => `${name} = ${JSON.stringify(values[at])}`).join(', ')}`;
}

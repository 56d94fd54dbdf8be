/** One pass of a recipe, searched by one thread and by several, and what is to be equal. */
import type { ExecutionContext } from 'ava';
import type { Check } from '../../../src/property/definition.ts';
import { CheckWatch } from '../../../src/search/explicit/check-watch.ts';
import { passesOf, type Pass } from '../../../src/search/explicit/passes.ts';
import { SafetySearch } from '../../../src/search/explicit/safety-search.ts';
import type { FinishedSearch, SearchLimits } from '../../../src/search/explicit/search.ts';
import { ParallelSearch } from '../../../src/search/parallel/parallel-search.ts';
import { followRecipe, type Verifiable } from '../../../src/search/parallel/follow-recipe.ts';
import type { Recipe } from '../../../src/search/parallel/recipe.ts';
import { Team, type TeamCapacities } from '../../../src/search/parallel/team.ts';
import type { WorkerPool } from '../../../src/search/parallel/worker-pool.ts';
import type { ChosenEvent } from '../../../src/system/chosen-event.ts';
import { Coverage } from '../../../src/system/coverage.ts';
import type { System } from '../../../src/system/define-system.ts';
import { TabulatedStepper } from '../../../src/system/tabulated-stepper.ts';

const unlimited: SearchLimits = { maxStates: Infinity, stopReason: () => undefined };

/** Tables that have to grow all the time. */
export const tiny: TeamCapacities = { store: 1, dictionaryBytes: 8, tables: 2 };

export interface Prepared {
  readonly recipe: Recipe;
  readonly made: Verifiable;
  readonly system: System;
  readonly passes: readonly Pass[];
}

export async function prepare(recipe: Recipe): Promise<Prepared> {
  const made = await followRecipe(recipe);
  const [scope] = made.scopes;
  if (scope === undefined) throw new TypeError('a recipe without a scope');
  return { recipe, made, system: scope.system, passes: passesOf(made.properties, scope.subject as never) };
}

export async function searchAlone(
  { system, passes }: Prepared,
  index: number,
  coverage = new Coverage(),
): Promise<SafetySearch> {
  const { observers = [], members = [] } = passes[index] ?? {};
  const stepper = new TabulatedStepper(system, { observers, coverage });
  const search = new SafetySearch(
    stepper,
    members.map(({ check }) => check),
    system.budgets,
  );
  await search.run(unlimited);
  return search;
}

export async function searchTogether(
  pool: WorkerPool,
  { recipe, made, system, passes }: Prepared,
  index: number,
  more: {
    readonly capacities?: TeamCapacities;
    readonly coverage?: Coverage;
    readonly limits?: SearchLimits;
  } = {},
): Promise<ParallelSearch> {
  const pass = passes[index];
  if (pass === undefined) throw new TypeError('no such pass');
  const task = { recipe, scopes: made.scopes, properties: made.properties.map(({ id }) => id) };
  const team = await Team.gather(pool, task, more.coverage ?? new Coverage(), more.capacities);
  const search = new ParallelSearch(team, { scope: 0, passes: [index] }, system, pass);
  await search.run(more.limits ?? unlimited);
  return search;
}

/** Everything that must be equal, whatever the number of threads. */
export function factsOf(search: FinishedSearch) {
  return {
    distinct: search.distinct,
    generated: search.generated,
    depth: search.depth,
    complete: search.complete,
    stopped: search.stopped,
    deadlock: search.deadlockRun()?.length,
    lengths: search.checks.map((_, check) => search.report(check)?.events.length),
    witnesses: [...search.witnesses],
  };
}

/** Asserts that each reported run is a run of the system, and that its last state or step is what it is reported for. */
export function assertRunsAreReal(
  t: ExecutionContext,
  search: FinishedSearch,
  { system }: Prepared,
  pass: Pass,
) {
  search.checks.forEach((check, index) => {
    const run = search.report(index)?.events;
    if (run !== undefined)
      t.true(endsInHit(run, check, system, pass), `${check.kind} check ${String(index)}`);
  });
}

function endsInHit(run: readonly ChosenEvent[], check: Check, system: System, { observers }: Pass): boolean {
  const stepper = new TabulatedStepper(system, { observers });
  const watch = new CheckWatch(stepper, [check], stepper.width);
  const vector = stepper.initial();
  for (const [at, { to, event }] of run.entries()) {
    const component = system.indexOf(to);
    if (!stepper.step(vector, component, stepper.eventId(event))) return false;
    if (at < run.length - 1) continue;
    for (let d = 0; d < stepper.deliveryCount; d++)
      watch.lookAtStep(stepper.deliveryComponents[d] ?? 0, stepper.deliverySteps[d] ?? 0, 0, component, 0);
  }
  watch.lookAtState(0, vector);
  return watch.hit(0) !== undefined;
}

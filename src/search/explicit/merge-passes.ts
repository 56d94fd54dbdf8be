/**
 * Groups passes that are better searched as one. Most observers make hardly any new states, so that one search with all
 * of them costs little more than one with a single one. How many more states an observer makes is not known before, so it
 * is measured on the first levels of the search, with and without it; a group that grows all the same is parted again
 * when it does (see `run-group.ts`).
 *
 * Nothing depends on it but time and memory: a search with more observers than a check needs says the same of the check.
 */
import type { MachineTables } from '../../system/machine-tables.ts';
import { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { ObserverDefinition } from '../../system/vocabulary.ts';
import type { SearchScope } from './explicit-options.ts';
import type { Pass } from './passes.ts';
import { SafetySearch } from './safety-search.ts';
import type { SearchLimits } from './search.ts';

/** Passes to search as one. Those that are likelier to grow come last. */
export type PassGroup = readonly Pass[];

/** States of the sample without observers. */
const sampleStates = 10_000;
/** As far as the sample tells, a group has at most this many times the states of the system without observers. */
const mostOvergrown = 1.25;

/**
 * Groups of the passes; every pass is in one. The same for the same system and passes.
 * @param units passes that are to be in one group anyway.
 */
export async function mergePasses(
  scope: SearchScope<unknown>,
  units: readonly PassGroup[],
  tables: MachineTables,
): Promise<readonly PassGroup[]> {
  if (units.length < 2) return units;
  const alone = await sample(scope, tables, [], { maxStates: sampleStates });
  const states = alone.levelEnd;
  // Levels that have to be expanded for as many states to be found.
  const limits = { maxStates: 2 * mostOvergrown * states, maxLevels: alone.depth - 1 };
  const measured: { readonly unit: PassGroup; readonly factor: number }[] = [];
  for (const unit of units) {
    const { store } = await sample(scope, tables, unitedPass(unit).observers, limits);
    measured.push({ unit, factor: store.size / states });
  }
  measured.sort((a, b) => a.factor - b.factor);

  const groups: { readonly passes: Pass[]; factor: number }[] = [];
  for (const { unit, factor } of measured) {
    const last = groups.at(-1);
    if (last === undefined || last.factor * factor > mostOvergrown) {
      groups.push({ passes: [...unit], factor });
    } else {
      last.passes.push(...unit);
      last.factor *= factor;
    }
  }
  return groups.map((group) => group.passes);
}

/** One pass with the observers and the members of all. */
export function unitedPass(group: PassGroup): Pass {
  const observers = new Map(group.flatMap((pass) => pass.observers).map((given) => [given.id, given]));
  return { observers: [...observers.values()], members: group.flatMap(({ members }) => members) };
}

async function sample(
  { system }: SearchScope<unknown>,
  tables: MachineTables,
  observers: readonly ObserverDefinition<never>[],
  limits: Omit<SearchLimits, 'stopReason'>,
): Promise<SafetySearch> {
  const search = new SafetySearch(new TabulatedStepper(system, { observers, tables }), [], system.budgets);
  await search.run({ ...limits, stopReason: () => undefined });
  return search;
}

/**
 * Searches a group of passes as one, or parts it: an observer may come into its own late in a run, where no sample of the
 * first levels looks, and the states of several such observers multiply.
 */
import type { SearchScope } from './explicit-options.ts';
import { type PassGroup, unitedPass } from './merge-passes.ts';
import type { Pass } from './passes.ts';
import { type PassResult, type PassSettings, runPass, type SearchTogether } from './run-pass.ts';
import type { FinishedSearch } from './search.ts';

/** A pass that was searched. */
export interface SearchedPass extends PassResult {
  readonly pass: Pass;
}

/** A group of several passes is parted when it has this many times the states of the system without observers. */
const mostOvergrown = 1.75;

/** Searches the passes of a group as one by several threads, without reductions. */
export type SearchGroupTogether = (
  group: PassGroup,
  ...rest: Parameters<SearchTogether>
) => Promise<FinishedSearch>;

/**
 * @param plainStates of the system without observers, or undefined if that is what the group will tell.
 * @returns the passes that were searched in the end; together they have the members of all passes of the group.
 */
export async function runGroup(
  scope: SearchScope<unknown>,
  group: PassGroup,
  plainStates: number | undefined,
  settings: PassSettings,
  team?: SearchGroupTogether,
): Promise<readonly SearchedPass[]> {
  const pass = unitedPass(group);
  const together: SearchTogether | undefined = team && ((...rest) => team(group, ...rest));
  const { limits } = settings;
  const ceiling = plainStates === undefined ? Infinity : mostOvergrown * plainStates;
  if (group.length === 1 || ceiling >= limits.maxStates) {
    return [{ pass, ...(await runPass(scope, pass, settings, together)) }];
  }
  const result = await runPass(
    scope,
    pass,
    { ...settings, limits: { ...limits, maxStates: ceiling } },
    together,
  );
  const stoppedEarly = result.summary.failure !== undefined || limits.stopReason() !== undefined;
  if (result.summary.complete || stoppedEarly) return [{ pass, ...result }];
  const searched: SearchedPass[] = [];
  const middle = Math.ceil(group.length / 2);
  for (const half of [group.slice(0, middle), group.slice(middle)]) {
    searched.push(...(await runGroup(scope, half, plainStates, settings, team)));
  }
  return searched;
}

/** Searches the groups of a scope, one after the other. */
import type { SearchScope } from './explicit-options.ts';
import type { PassGroup } from './merge-passes.ts';
import { runGroup, type SearchedPass } from './run-group.ts';
import type { PassProgress, PassSettings } from './run-pass.ts';

/** The passes that a group was searched in, or why it was not begun. */
export type GroupOutcome = { readonly searched: readonly SearchedPass[] } | { readonly notBegun: string };

export interface GroupSettings extends Pick<PassSettings, 'tables' | 'limits' | 'without'> {
  /** Asked before each group: a reason not to begin it. */
  readonly reasonToEnd: () => string | undefined;
  /** @param group the number of the group that is being searched, from 1 */
  readonly onProgress: (progress: PassProgress, group: number) => void;
}

/** One outcome a group, in order. The first group is the system without observers. */
export async function runGroups(
  scope: SearchScope<unknown>,
  groups: readonly PassGroup[],
  { reasonToEnd, onProgress, ...settings }: GroupSettings,
): Promise<readonly GroupOutcome[]> {
  const outcomes: GroupOutcome[] = [];
  let plainStates: number | undefined;
  for (const [index, group] of groups.entries()) {
    const notBegun = reasonToEnd();
    if (notBegun !== undefined) {
      outcomes.push({ notBegun });
      continue;
    }
    const searched = await runGroup(scope, group, plainStates, {
      ...settings,
      onProgress: (progress) => {
        onProgress(progress, index + 1);
      },
    });
    outcomes.push({ searched });
    plainStates ??= statesOf(searched);
  }
  return outcomes;
}

/** How many states the system has that was searched. With partial order, nobody knows. */
export function statesOf([pass]: readonly SearchedPass[]): number | undefined {
  if (pass === undefined) return undefined;
  return pass.summary.partlyExpanded > 0 ? Infinity : pass.summary.represents;
}

/** Searches one scope pass by pass and tells of each check as soon as its pass is over, so that whoever asks may stop. */
import type { Check } from '../../property/definition.ts';
import type { MachineTables } from '../../system/machine-tables.ts';
import type { PassSummary, SearchScope } from '../explicit/explicit-options.ts';
import type { CheckOutcome } from '../explicit/judge-checks.ts';
import type { PassGroup } from '../explicit/merge-passes.ts';
import { runGroup } from '../explicit/run-group.ts';
import { statesOf } from '../explicit/run-groups.ts';
import type { SearchLimits } from '../explicit/search.ts';

export interface SearchedChecks {
  readonly summary: PassSummary;
  readonly judged: readonly {
    /** Number of the property that the check belongs to. */
    readonly property: number;
    readonly check: Check;
    readonly outcome: CheckOutcome;
  }[];
}

/** @param groups of the passes of the properties; the first is the system without observers */
export async function* searchChecks(
  scope: SearchScope<unknown>,
  groups: readonly PassGroup[],
  limits: SearchLimits,
  tables: MachineTables,
): AsyncGenerator<SearchedChecks> {
  let plainStates: number | undefined;
  for (const group of groups) {
    const searched = await runGroup(scope, group, plainStates, { tables, limits, without: [] });
    for (const { pass, summary, outcomes } of searched) {
      const judged = pass.members.flatMap(({ property, check }, index) => {
        const outcome = outcomes[index];
        return outcome === undefined ? [] : [{ property, check, outcome }];
      });
      yield { summary, judged };
    }
    plainStates ??= statesOf(searched);
  }
}

/** Searches passes of a scope and tells what became of each check. */
import type { Check } from '../../property/definition.ts';
import type { MachineTables } from '../../system/machine-tables.ts';
import type { PassSummary, SearchScope } from '../explicit/explicit-options.ts';
import type { CheckOutcome } from '../explicit/judge-checks.ts';
import type { PassGroup } from '../explicit/merge-passes.ts';
import { runGroup } from '../explicit/run-group.ts';
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

/** @param group passes to search together, all at once */
export async function* searchChecks(
  scope: SearchScope<unknown>,
  group: PassGroup,
  limits: SearchLimits,
  tables: MachineTables,
): AsyncGenerator<SearchedChecks> {
  const searched = await runGroup(scope, group, undefined, { tables, limits, without: [] });
  for (const { pass, summary, outcomes } of searched) {
    const judged = pass.members.flatMap(({ property, check }, index) => {
      const outcome = outcomes[index];
      return outcome === undefined ? [] : [{ property, check, outcome }];
    });
    yield { summary, judged };
  }
}

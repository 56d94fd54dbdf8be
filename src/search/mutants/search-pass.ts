/** Searches one pass of a scope and tells what became of each check, and ends as soon as there is enough to kill a mutant. */
import type { Check } from '../../property/definition.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { MachineTables } from '../../system/machine-tables.ts';
import { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import { type CheckOutcome, judgeChecks, judgeSafety } from '../explicit/judge-checks.ts';
import type { Pass } from '../explicit/passes.ts';
import { SafetySearch } from '../explicit/safety-search.ts';
import type { FailedStep, SearchLimits } from '../explicit/search.ts';

export interface SearchedPass {
  readonly summary: {
    readonly distinct: number;
    readonly complete: boolean;
    /** A shortest run to a state in which nothing can happen any more, if there is one. */
    readonly deadlock: readonly ChosenEvent[] | undefined;
    readonly failure: FailedStep | undefined;
  };
  readonly judged: readonly Judged[];
}

export interface Judged {
  /** Number of the property that the check belongs to. */
  readonly property: number;
  readonly check: Check;
  readonly outcome: CheckOutcome;
}

/** @param isPromise whether a violation of the property is reason enough to end the search after the level that shows it */
export async function searchPass(
  { system }: SearchScope<unknown>,
  { observers, members }: Pass,
  limits: SearchLimits,
  tables: MachineTables,
  isPromise: (property: number) => boolean,
): Promise<SearchedPass> {
  const stepper = new TabulatedStepper(system, { observers, tables });
  const checks = members.map(({ check }) => check);
  const search = new SafetySearch(stepper, checks, system.budgets);
  const promised = members.flatMap(({ property, check }, index) =>
    (check.kind === 'always' || check.kind === 'step') && isPromise(property) ? [index] : [],
  );
  const isBroken = (): boolean => promised.some((index) => search.hit(index));
  await search.run(limits, undefined, isBroken);
  const failure = search.failedStep();
  const isOver = failure !== undefined || isBroken();
  const outcomes = isOver
    ? checks.map((check, index) => judgeSafety(search, check, index))
    : await judgeChecks(search, limits.stopReason);
  const { distinct, complete } = search;
  return {
    summary: { distinct, complete, deadlock: search.deadlockRun(), failure },
    judged: members.flatMap((member, index) => {
      const outcome = outcomes[index];
      return outcome === undefined ? [] : [{ ...member, outcome }];
    }),
  };
}

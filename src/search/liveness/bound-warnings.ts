/** Says where a bounded budget, once spent, made fairness ask for less than its author meant. */
import type { FairnessSet } from './fairness-set.ts';
import type { FairLasso } from './lasso.ts';
import type { Region } from './region.ts';
import type { SpentBudgets } from './spent-budgets.ts';

/** Classes that a spent budget keeps disabled wherever the obligation is open. */
export function neverEnabledForBounds(
  region: Region,
  { classes }: FairnessSet,
  budgets: SpentBudgets,
): readonly string[] {
  const somewhere = region.enabled.reduce((bits, enabled) => bits | enabled, 0);
  return classes.flatMap(({ name }, index) => {
    if ((somewhere & (1 << index)) !== 0 || !budgets.everCosts(index)) return [];
    for (const state of region.states) {
      const spent = budgets.disabling(state, index);
      if (spent.length > 0)
        return [warning(`"${name}" is never enabled while the obligation is open,`, spent)];
    }
    return [];
  });
}

/** Classes that the loop neglects only because a budget is spent. */
export function neglectedForBounds({ certificate }: FairLasso): readonly string[] {
  return certificate.flatMap((line) =>
    line.reason === 'taken' || line.spent.length === 0
      ? []
      : [warning(`in the loop, "${line.name}" is disabled only`, line.spent)],
  );
}

function warning(what: string, names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`).join(' and ');
  const because = names.length === 1 ? `the budget ${quoted} is` : `the budgets ${quoted} are`;
  return `a bound makes fairness vacuous: ${what} because ${because} spent`;
}

/**
 * What fast-check generates: everything that is random about one run. The engine turns it into events by choosing among
 * those that are enabled, so a schedule means something in every system and in every state.
 */
import fc from 'fast-check';

export interface Schedule {
  /** How much of each budget the run has. */
  readonly budgets: Readonly<Record<string, number>>;
  /** Taste of the run: a weight class (0 to 3) for each event class, by its hash. */
  readonly tastes: readonly number[];
  /** One number a step, from which the event is chosen. */
  readonly picks: readonly number[];
}

/** A taste's factor on the weight of an event class: runs that differ in kind reach further than runs that differ in luck. */
export const tasteFactors = [0.15, 0.6, 1, 3] as const;

const tastes = 48;
const largestPick = 0x7fffffff;

/** Schedules of `steps` steps whose budgets lie between 0 and the given bounds. */
export function schedules(
  steps: number,
  budgetBounds: Readonly<Record<string, number>>,
): fc.Arbitrary<Schedule> {
  const budgets = Object.fromEntries(
    Object.entries(budgetBounds).map(([name, bound]) => [name, fc.integer({ min: 0, max: bound })]),
  );
  return fc.record({
    budgets: fc.record(budgets),
    tastes: fc.array(fc.integer({ min: 0, max: tasteFactors.length - 1 }), {
      minLength: tastes,
      maxLength: tastes,
    }),
    picks: fc.noBias(
      fc.array(fc.integer({ min: 0, max: largestPick }), { minLength: steps, maxLength: steps }),
    ),
  });
}

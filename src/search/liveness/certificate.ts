/** Makes a fairness certificate from what the graph knows of a loop. */
import type { CertificateLine } from '../../property/fairness-certificate.ts';
import type { Region } from './region.ts';
import type { FairnessSet } from './fairness-set.ts';
import type { Loop } from './shortest-loop.ts';
import type { SpentBudgets } from './spent-budgets.ts';

/** @param start where the loop begins, as a number in the region. */
export function certify(
  region: Region,
  start: number,
  loop: Loop,
  fairness: FairnessSet,
  budgets: SpentBudgets,
): readonly CertificateLine[] {
  // A state for each event of the loop: the one before it. A loop without events has its one state.
  const states = [start, ...loop.slice(0, -1).map((step) => region.targets[step] ?? 0)];
  const spentIn = (at: number, index: number): readonly string[] =>
    budgets.disabling(region.states[states[at] ?? 0] ?? 0, index);
  return fairness.classes.map(({ name, strength, component }, index): CertificateLine => {
    const bit = 1 << index;
    const shared = { name, strength, component };
    const event = loop.findIndex((step) => ((region.classes[step] ?? 0) & bit) !== 0);
    if (event >= 0) return { ...shared, reason: 'taken', event };
    const disabled = states.flatMap((state, at) => (((region.enabled[state] ?? 0) & bit) === 0 ? [at] : []));
    if (strength === 'strong') {
      if (disabled.length < states.length) throw new TypeError(`the loop neglects "${name}"`);
      return {
        ...shared,
        reason: 'never-enabled',
        spent: [...new Set(states.flatMap((_, at) => spentIn(at, index)))],
      };
    }
    // A state in which it is disabled whatever the budgets says more than one in which it could not be afforded.
    const genuine = disabled.find((at) => spentIn(at, index).length === 0);
    const before = genuine ?? disabled[0];
    if (before === undefined) throw new TypeError(`the loop neglects "${name}"`);
    return { ...shared, reason: 'disabled', before, spent: spentIn(before, index) };
  });
}

/** A property's verdict from the outcomes of its checks: one violation violates it, one doubt leaves it in doubt. */
import type { PropertyDefinition } from '../../property/definition.ts';
import type { PropertyResult } from '../result.ts';
import type { CheckOutcome } from './judge-checks.ts';

export function joinOutcomes<Subject>(
  { id, kind }: PropertyDefinition<Subject>,
  expected: PropertyResult['expected'],
  outcomes: readonly CheckOutcome[],
): PropertyResult {
  const witnesses = outcomes.reduce((sum, outcome) => sum + outcome.witnesses, 0);
  const base = { id, kind, expected, witnesses, excludedRuns: 0 };
  const reasons = [
    ...new Set(
      outcomes.flatMap(({ scope, reasons: own }) =>
        own.map((reason) => (scope ? `${scope}: ${reason}` : reason)),
      ),
    ),
  ];
  if (outcomes.length === 0) return { ...base, verdict: 'not-applicable', reasons: [] };
  const violations = outcomes.flatMap(({ violation }) => violation ?? []);
  const [shortest] = violations.sort((a, b) => a.events.length - b.events.length);
  if (shortest !== undefined) {
    return { ...base, verdict: 'violated', reasons, violation: { ...shortest, property: id, path: 0 } };
  }
  if (outcomes.some(({ verdict }) => verdict === 'inconclusive'))
    return { ...base, verdict: 'inconclusive', reasons };
  if (outcomes.every(({ verdict }) => verdict === 'vacuous')) return { ...base, verdict: 'vacuous', reasons };
  return { ...base, verdict: 'holds', reasons };
}

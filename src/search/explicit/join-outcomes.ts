/**
 * A property's verdict from the outcomes of its checks within all scopes: one violation violates it, one doubt leaves it
 * in doubt. A check is vacuous if its witness is out of reach everywhere; a property, if all of its checks are.
 */
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
  if (outcomes.length === 0) return { ...base, verdict: 'not-applicable', reasons: [] };
  const checkScopes = [...new Set(outcomes.map(({ scope }) => scope))];
  const reasons = [
    ...new Set(checkScopes.flatMap((check) => reasonsOf(outcomes.filter(({ scope }) => scope === check)))),
  ];
  const violations = outcomes.flatMap(({ violation, within }) =>
    violation === undefined ? [] : [{ ...violation, ...(within === undefined ? {} : { within }) }],
  );
  const [shortest] = violations.sort((a, b) => a.events.length - b.events.length);
  if (shortest !== undefined) {
    return { ...base, verdict: 'violated', reasons, violation: { ...shortest, property: id, path: 0 } };
  }
  if (outcomes.some(({ verdict }) => verdict === 'inconclusive'))
    return { ...base, verdict: 'inconclusive', reasons };
  if (outcomes.every(({ verdict }) => verdict === 'vacuous')) return { ...base, verdict: 'vacuous', reasons };
  return { ...base, verdict: 'holds', reasons };
}

/** Of one check in all scopes. That it is vacuous in one of them is no news where it says something in another. */
function reasonsOf(outcomes: readonly CheckOutcome[]): readonly string[] {
  const told = outcomes.filter(({ verdict }) => verdict !== 'vacuous');
  if (told.length === 0)
    return [...new Set(outcomes.flatMap(({ scope, reasons }) => prefixed(scope, reasons)))];
  return told.flatMap(({ within = '', scope, reasons }) =>
    prefixed([within, scope].filter((part) => part !== '').join(', '), reasons),
  );
}

function prefixed(where: string, reasons: readonly string[]): readonly string[] {
  return reasons.map((reason) => (where === '' ? reason : `${where}: ${reason}`));
}

import type { PropertyResult, Violation } from '../search/result.ts';

/** What the plain evaluation does not confirm is a defect of the checker: it is said, but not as a violation. */
export function unconfirmed(result: PropertyResult, violation: Violation): PropertyResult {
  const { violation: _unconfirmed, ...rest } = result;
  const reason = `a violation was reported but not confirmed step by step: ${violation.message}`;
  return { ...rest, verdict: 'inconclusive', reasons: [...rest.reasons, reason] };
}

/** What a finished search says about each of its checks. */
import type { Check } from '../../property/definition.ts';
import { findFairLassos, type LivenessOutcome } from '../liveness/find-fair-lassos.ts';
import type { Violation } from '../result.ts';
import type { SafetySearch } from './safety-search.ts';
import type { FinishedSearch } from './search.ts';

export interface CheckOutcome {
  /** Of the check: which part of the system it speaks of. */
  readonly scope: string;
  /** Of the search: within which bounds it was judged; empty if there is only one. */
  readonly within?: string;
  readonly verdict: 'holds' | 'violated' | 'vacuous' | 'inconclusive';
  readonly reasons: readonly string[];
  readonly witnesses: number;
  /** Without the property's id, which is not known here. */
  readonly violation?: Omit<Violation, 'property' | 'path'>;
}

/** One outcome a check, in order. */
export async function judgeChecks(
  search: SafetySearch,
  stopReason: () => string | undefined,
  onProgress?: (check: number, states: number) => void,
): Promise<readonly CheckOutcome[]> {
  const liveness = new Map<number, LivenessOutcome>();
  const options = { stopReason, ...(onProgress === undefined ? {} : { onProgress }) };
  for (const outcome of await findFairLassos(search, options)) liveness.set(outcome.check, outcome);
  return search.tables.checks.map((check, index) => {
    const fair = liveness.get(index);
    return fair === undefined ? judgeSafety(search, check, index) : judgeLiveness(check, fair);
  });
}

export function judgeSafety(search: FinishedSearch, check: Check, index: number): CheckOutcome {
  const witnesses = search.witnesses[index] ?? 0;
  const base = { scope: check.scope, witnesses };
  const report = search.report(index);
  if (check.kind === 'reachable') {
    if (report !== undefined) return { ...base, verdict: 'holds', reasons: [] };
    return search.complete
      ? { ...base, verdict: 'vacuous', reasons: ['not reachable within the bounds'] }
      : { ...base, verdict: 'inconclusive', reasons: [search.stopped] };
  }
  if (report !== undefined) {
    const { events, message } = report;
    return { ...base, verdict: 'violated', reasons: [], violation: { scope: check.scope, events, message } };
  }
  if (!search.complete) return { ...base, verdict: 'inconclusive', reasons: [search.stopped] };
  return witnesses > 0
    ? { ...base, verdict: 'holds', reasons: [] }
    : { ...base, verdict: 'vacuous', reasons: ['its witness is not reachable within the bounds'] };
}

function judgeLiveness(
  check: Check,
  { verdict, reasons, witnesses, lasso, fairness }: LivenessOutcome,
): CheckOutcome {
  const base = { scope: check.scope, verdict, reasons, witnesses };
  if (lasso === undefined) return base;
  return {
    ...base,
    violation: {
      scope: check.scope,
      message: lasso.message,
      events: [...lasso.stem, ...lasso.loop],
      loopsTo: lasso.stem.length,
      fairness: { set: fairness ?? null, opensAt: lasso.opensAt, lines: lasso.certificate },
    },
  };
}

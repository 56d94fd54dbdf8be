/** Verdicts of the built-in properties from what the passes met. */
import { builtInProperties, type BuiltInId } from '../../property/built-in.ts';
import type { PropertyResult, Violation } from '../result.ts';
import type { PassSummary, SearchScope } from './explicit-options.ts';

/** @param stopped why passes were not begun; empty if all were */
export function builtInResults(
  scopes: readonly SearchScope<unknown>[],
  passes: readonly PassSummary[],
  stopped: string,
): readonly PropertyResult[] {
  const endless = new Set(scopes.flatMap(({ name, system }) => (system.mayEnd ? [] : [name])));
  return builtInProperties.map(({ id, kind }): PropertyResult => {
    const concerned = id === 'deadlock-free' ? passes.filter(({ scope }) => endless.has(scope)) : passes;
    const applies = id !== 'deadlock-free' || endless.size > 0;
    const base = {
      id,
      kind,
      expected: applies ? ('holds' as const) : ('not-applicable' as const),
      witnesses: sum(concerned.map((pass) => (id === 'deadlock-free' ? pass.distinct : pass.generated - 1))),
      excludedRuns: 0,
    };
    if (!applies) return { ...base, verdict: 'not-applicable', reasons: ['the system is one that may end'] };
    const [violation] = concerned
      .flatMap((pass) => violationIn(pass, id))
      .sort((a, b) => a.events.length - b.events.length);
    if (violation !== undefined) return { ...base, verdict: 'violated', reasons: [], violation };
    const reasons = new Set(concerned.flatMap(({ complete, stopped: why }) => (complete ? [] : [why])));
    if (stopped !== '') reasons.add(stopped);
    return { ...base, verdict: reasons.size === 0 ? 'holds' : 'inconclusive', reasons: [...reasons] };
  });
}

function violationIn({ scope, deadlock, failure }: PassSummary, property: BuiltInId): readonly Violation[] {
  const shared = { property, scope: '', within: scope, path: 0 };
  if (property === 'deadlock-free') {
    return deadlock === undefined
      ? []
      : [{ ...shared, events: deadlock, message: 'nothing can happen any more' }];
  }
  if (failure === undefined) return [];
  const { events, attempt, error } = failure;
  return [{ ...shared, events, attempt, message: error.message }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

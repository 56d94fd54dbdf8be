/** How a mutant was killed, and what kills in the outcomes of one search. */
import type { PropertyDefinition } from '../../property/definition.ts';
import type { CheckOutcome } from '../explicit/judge-checks.ts';
import type { SearchedPass } from './search-pass.ts';

export interface Kill {
  /**
   * `violation`: a property that is expected to hold does not. `model-error`: the machines no longer fit together.
   * `expectation`: a complete search of the instance no longer finds what it is expected to find: a situation that must be
   * reachable, any situation in which a property says something, or a known violation.
   */
  readonly way: 'violation' | 'model-error' | 'expectation';
  readonly engine: 'random' | 'explicit';
  readonly instance: string;
  /** Name of the scope that was searched; empty for random runs, for lost expectations and for systems that are one scope. */
  readonly within: string;
  /** Of the property, or `messages-handled` for a model error. */
  readonly property: string;
  /** In words. */
  readonly message: string;
  /** Steps of the run that shows it; 0 where it is the absence of runs. */
  readonly length: number;
}

/** What the search of a mutant shows all by itself: something that the sound machines never do. */
export function killByItself(
  { summary, judged }: SearchedPass,
  within: { readonly instance: string; readonly scope: string; readonly mayEnd: boolean },
  idOfPromise: (property: number) => string | undefined,
): Kill | undefined {
  const base = { engine: 'explicit', instance: within.instance, within: within.scope } as const;
  const { failure, deadlock } = summary;
  if (failure !== undefined) {
    const { error, events } = failure;
    const length = events.length + 1;
    return { ...base, way: 'model-error', property: 'messages-handled', message: error.message, length };
  }
  if (deadlock !== undefined && !within.mayEnd) {
    const message = 'nothing can happen any more';
    return { ...base, way: 'violation', property: 'deadlock-free', message, length: deadlock.length };
  }
  for (const { property, outcome } of judged) {
    const id = outcome.verdict === 'violated' ? idOfPromise(property) : undefined;
    if (id === undefined) continue;
    const { message = '', events = [] } = outcome.violation ?? {};
    return { ...base, way: 'violation', property: id, message, length: events.length };
  }
  return undefined;
}

/** Whether the outcome of a check is not the one that its property is expected to have somewhere. */
export function isLoss(
  { verdict }: CheckOutcome,
  expected: ReturnType<PropertyDefinition['expected']>,
): boolean {
  if (expected === 'not-applicable') return false;
  return verdict === 'vacuous' || (expected === 'violated' && verdict === 'holds');
}

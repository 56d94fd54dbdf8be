/** How a mutant was killed, and the comparison of its search with that of the sound machines. */
import type { PropertyDefinition } from '../../property/definition.ts';
import type { Baseline } from './baseline.ts';
import type { SearchedChecks } from './search-checks.ts';

export interface Kill {
  /**
   * `violation`: a property that is expected to hold does not. `model-error`: the machines no longer fit together.
   * `expectation`: a complete search no longer finds what one of the sound machines finds in the same bounds: a situation
   * that must be reachable, the situation in which a check says something, or a known violation.
   */
  readonly way: 'violation' | 'model-error' | 'expectation';
  readonly engine: 'random' | 'explicit';
  readonly instance: string;
  /** Name of the scope that was searched; empty for random runs and for systems that are one scope. */
  readonly within: string;
  /** Of the property, or `messages-handled` for a model error. */
  readonly property: string;
  /** In words. */
  readonly message: string;
  /** Steps of the run that shows it; 0 where it is the absence of runs. */
  readonly length: number;
}

type Expected = ReturnType<PropertyDefinition['expected']>;

/** What the outcomes of a pass of the mutant say, compared with the baseline. */
export function killBySearch<Subject>(
  { instance, scope, outcomes }: Baseline<Subject>,
  { summary, judged }: SearchedChecks,
  properties: readonly PropertyDefinition<Subject>[],
  expected: (property: number) => Expected,
): Kill | undefined {
  const base = { engine: 'explicit', instance, within: scope.name } as const;
  if (summary.failure !== undefined) {
    const { error, events } = summary.failure;
    const length = events.length + 1;
    return { ...base, way: 'model-error', property: 'messages-handled', message: error.message, length };
  }
  if (summary.deadlock !== undefined && !scope.system.mayEnd) {
    const { length } = summary.deadlock;
    const message = 'nothing can happen any more';
    return { ...base, way: 'violation', property: 'deadlock-free', message, length };
  }
  for (const { property, check, outcome } of judged) {
    const sound = outcomes.get(check);
    const id = properties[property]?.id ?? '';
    const told = { ...base, property: id };
    if (outcome.verdict === 'violated') {
      if (sound?.verdict === 'violated' || expected(property) !== 'holds') continue;
      const { message = '', events = [] } = outcome.violation ?? {};
      return { ...told, way: 'violation', message, length: events.length };
    }
    const lost = lostExpectation(sound?.verdict, outcome.verdict, check.kind);
    if (lost !== undefined) return { ...told, way: 'expectation', message: lost, length: 0 };
  }
  return undefined;
}

type CheckVerdict = 'holds' | 'violated' | 'vacuous' | 'inconclusive' | undefined;

function lostExpectation(sound: CheckVerdict, mutant: CheckVerdict, kind: string): string | undefined {
  if (mutant === 'vacuous' && (sound === 'holds' || sound === 'violated'))
    return kind === 'reachable' ? 'it is out of reach' : 'the situation it speaks of is out of reach';
  return mutant === 'holds' && sound === 'violated' ? 'its known violation is gone' : undefined;
}

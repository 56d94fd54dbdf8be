/** Everything that a report of findings shows: what was found, what no property shows, and the questions it answers. */
import type { Verdict } from '../property/definition.ts';
import { counted } from './counted.ts';
import type { ReportedProperty } from './test-report.ts';

export interface FindingOutcome {
  /** E.g. `N13`. */
  readonly id: string;
  /** The claim that the protocol does not keep. */
  readonly property: ReportedProperty;
  /** On which instance the story plays. */
  readonly instance: string;
  /** The story is the recorded one: none that was found now is shorter. */
  readonly recorded: boolean;
  /** The property that states what holds instead, its assumption in words, and how it fared. */
  readonly restoredBy: string;
  readonly assumption: string;
  readonly restoredVerdict: Verdict;
  readonly restoredAsExpected: boolean;
}

export interface FindingsSummary {
  /** In the order of their ids. */
  readonly outcomes: readonly FindingOutcome[];
  /** Known deviations without an outcome, and why there is none. */
  readonly unshown: readonly { readonly id: string; readonly title: string; readonly why: string }[];
  readonly questions: readonly SummarizedQuestion[];
}

interface SummarizedQuestion {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly because: string;
  readonly shownBy: readonly string[];
}

interface Deviation {
  readonly id: string;
  readonly title: string;
  readonly notChecked?: string;
}

/**
 * @param stated ids of deviations that some property states, whether or not it was tested now
 * @param complete whether all instances were looked at: only then are deviations that did not turn up, and the answers
 * to questions, worth telling
 */
export function summarizeFindings(
  outcomes: readonly FindingOutcome[],
  { deviations, questions }: { deviations: readonly Deviation[]; questions: readonly SummarizedQuestion[] },
  stated: ReadonlySet<string>,
  complete: boolean,
): FindingsSummary {
  const found = new Set(outcomes.map(({ id }) => id));
  const order = new Map(deviations.map(({ id }, index) => [id, index]));
  const sorted = outcomes.toSorted(
    (a, b) => (order.get(a.id) ?? deviations.length) - (order.get(b.id) ?? deviations.length),
  );
  if (!complete) return { outcomes: sorted, unshown: [], questions: [] };
  return {
    outcomes: sorted,
    unshown: deviations
      .filter(({ id }) => !found.has(id))
      .map(({ id, title, notChecked }) => ({
        id,
        title,
        why:
          notChecked ??
          (stated.has(id) ? 'No instance leaves room for it with these features.' : 'No property states it.'),
      })),
    questions,
  };
}

/** Steps of the shortest story; undefined if there is none. */
export function lengthOf({ property }: FindingOutcome): number | undefined {
  return property.counterexample?.explanation.steps.length;
}

/** What shows the answer; of findings, with the length of their shortest story. */
export function shownWith(
  { shownBy }: Pick<SummarizedQuestion, 'shownBy'>,
  outcomes: readonly FindingOutcome[],
): readonly string[] {
  return shownBy.map((name) => {
    const lengths = outcomes
      .filter(({ id, property }) => id === name || property.definition.id === name)
      .flatMap((outcome) => lengthOf(outcome) ?? []);
    return lengths.length === 0 ? name : `${name} (${counted(Math.min(...lengths), 'step')})`;
  });
}

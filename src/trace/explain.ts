/**
 * Turns a run that violates a check into a story, as data: numbered steps in plain words, what each changed, which of
 * them matter, and which promise was broken. How it looks is the business of whoever shows it.
 */
import { checkViolatedAlong, witnessAlong, type CheckOutcome } from '../property/check-along-run.ts';
import type { Check } from '../property/definition.ts';
import type { RecordedRun, RecordedStep } from '../property/recorded-run.ts';
import type { JsonRecord } from '../system/json.ts';
import type { PhraseBook } from '../system/phrase-book.ts';
import type { TraceClock } from '../system/trace-clock.ts';
import type { Delivery, LocalSnapshot } from '../system/vocabulary.ts';
import { causalPast } from './causal-past.ts';
import { phraseFor } from './phrase-event.ts';
import { diffData, type Change } from './state-diff.ts';

/** Something that followed from the environment's event within the same step. */
interface Consequence {
  readonly place: string;
  readonly component: string;
  readonly sentence: string;
}

export interface ComponentChange extends Change {
  readonly component: string;
}

export interface ExplainedStep {
  /** 1 = the first event. */
  readonly number: number;
  /** Where it happens: the chain, usually. */
  readonly place: string;
  /** What the environment did. */
  readonly sentence: string;
  readonly consequences: readonly Consequence[];
  /** Changes of the state, without those that only time made. */
  readonly changes: readonly ComponentChange[];
  /** How many countdowns and ages moved on. */
  readonly passed: number;
  readonly clock: JsonRecord;
  /** Whether the step is in the causal past of the violation. */
  readonly matters: boolean;
  /** Whether it is part of the loop that repeats for ever. */
  readonly inLoop: boolean;
}

export interface Explanation {
  readonly scope: string;
  readonly kind: Check['kind'];
  readonly violated: boolean;
  /** What is wrong, with the values that the check read. */
  readonly message: string;
  readonly steps: readonly ExplainedStep[];
  /** Liveness: the state (0 = initial) in which the obligation arose that is never met. */
  readonly owedSince?: number;
  /** Liveness: the step with which the part begins that repeats for ever. */
  readonly loopFrom?: number;
  /** Liveness without a loop: the step with which the closing schedule begins. */
  readonly closingFrom?: number;
}

export interface Storytelling {
  readonly phrases: PhraseBook;
  readonly clock: TraceClock;
}

/** Explains the run from the point of view of the check. If the check holds on it, `violated` is false and nothing is owed. */
export function explainRun(run: RecordedRun, check: Check, { phrases, clock }: Storytelling): Explanation {
  const outcome = checkViolatedAlong(check, run);
  const past = causalPast(run, check);
  const loopFrom = run.loopsTo === undefined ? undefined : run.loopsTo + 1;
  let figures = clock.initial;
  const steps = run.steps.map((step, index): ExplainedStep => {
    const told: (readonly [Delivery, JsonRecord])[] = [];
    for (const delivery of step.deliveries) {
      figures = clock.advance(figures, delivery);
      told.push([delivery, figures]);
    }
    const before = index === 0 ? run.initial : (run.steps[index - 1]?.snapshots ?? []);
    const changes = changesOf(run.components, before, step);
    const worthTelling = changes.filter((change) => !isPassing(change, phrases));
    const { to, event } = step.chosen;
    return {
      number: index + 1,
      place: phrases.placeOf(to),
      sentence:
        phraseFor(phrases.events, event, { component: to, clock: told[0]?.[1] ?? figures }) ?? event.type,
      consequences: told.flatMap(([delivery, then], position) =>
        consequencesOf(delivery, position === 0, then, phrases),
      ),
      changes: worthTelling,
      passed: changes.length - worthTelling.length,
      clock: figures,
      matters: past[index] ?? true,
      inLoop: loopFrom !== undefined && index + 1 >= loopFrom,
    };
  });
  const isLiveness = check.kind === 'leadsTo' || check.kind === 'eventually';
  return {
    scope: check.scope,
    kind: check.kind,
    violated: outcome.violated,
    message: messageOf(run, check, outcome),
    steps,
    ...(isLiveness && outcome.violated ? { owedSince: outcome.atState } : {}),
    ...(loopFrom === undefined ? {} : { loopFrom }),
    ...(run.closingFrom === undefined ? {} : { closingFrom: run.closingFrom + 1 }),
  };
}

function messageOf(run: RecordedRun, check: Check, outcome: CheckOutcome): string {
  if (outcome.violated) return outcome.message;
  const witness = witnessAlong(check, run);
  return witness === undefined ? outcome.message : `the situation occurs in state ${witness}`;
}

function consequencesOf(
  { component, event, emitted }: Delivery,
  isChosen: boolean,
  clock: JsonRecord,
  phrases: PhraseBook,
): readonly Consequence[] {
  const setting = { component, clock };
  const sentences = [
    ...(isChosen ? [] : [phraseFor(phrases.events, event, setting)]),
    ...emitted.map((item) =>
      item.type === 'note' ? phraseFor(phrases.notes, item.note, setting) : undefined,
    ),
  ];
  return sentences.flatMap((sentence) =>
    sentence === undefined ? [] : [{ place: phrases.placeOf(component), component, sentence }],
  );
}

function changesOf(
  components: readonly string[],
  before: readonly LocalSnapshot[],
  step: RecordedStep,
): readonly ComponentChange[] {
  return components.flatMap((component, index) => {
    const [old, current] = [before[index], step.snapshots[index]];
    return [
      ...diffData(old?.value, current?.value, 'state'),
      ...diffData(old?.context, current?.context),
    ].map((change) => ({ ...change, component }));
  });
}

function isPassing({ path, kind }: Change, { passing }: PhraseBook): boolean {
  return kind === 'changed' && passing.has(path.slice(path.lastIndexOf('.') + 1));
}

/** The numbered steps of a run in plain words, each with what followed from it and what it changed. */
import type { RecordedRun, RecordedStep } from '../property/recorded-run.ts';
import type { JsonRecord } from '../system/json.ts';
import type { PhraseBook } from '../system/phrase-book.ts';
import type { TraceClock } from '../system/trace-clock.ts';
import type { Delivery, LocalSnapshot } from '../system/vocabulary.ts';
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

export interface Storytelling {
  readonly phrases: PhraseBook;
  readonly clock: TraceClock;
}

/** @param matters for each step, whether it is in the causal past of what the story is about */
export function tellSteps(
  run: RecordedRun,
  { phrases, clock }: Storytelling,
  matters: readonly boolean[],
): readonly ExplainedStep[] {
  const loopFrom = run.loopsTo === undefined ? undefined : run.loopsTo + 1;
  let figures = clock.initial;
  return run.steps.map((step, index): ExplainedStep => {
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
      matters: matters[index] ?? true,
      inLoop: loopFrom !== undefined && index + 1 >= loopFrom,
    };
  });
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

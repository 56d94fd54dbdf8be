/**
 * How a model tells its events to people: sentences in the words of the field, given by the model as data. What the book
 * does not know is told generically, from the event's type and fields.
 */
import type { JsonRecord } from './json.ts';
import type { ComponentId, MachineEvent } from './vocabulary.ts';

/** The place and the moment of an event: the clock is the one after the event took effect. */
export interface PhraseSetting {
  readonly component: ComponentId;
  readonly clock: JsonRecord;
}

/** Undefined: in this case not worth a line. */
export type Phrase = (event: MachineEvent, setting: PhraseSetting) => string | undefined;

export interface PhraseBook {
  /** Name of the chain (or other place) that a component belongs to, under which steps are grouped. */
  readonly placeOf: (component: ComponentId) => string;
  /** Sentences for environment events and messages, by type. `silent`: not worth a line of its own. */
  readonly events: Readonly<Record<string, Phrase | 'silent'>>;
  /** Sentences for notes, by type. */
  readonly notes: Readonly<Record<string, Phrase | 'silent'>>;
  /** Fields that change as time passes (countdowns, ages): such changes are counted, not listed. */
  readonly passing: ReadonlySet<string>;
}

/** For systems that bring no words of their own. */
export const plainPhrases: PhraseBook = {
  placeOf: (component) => component,
  events: {},
  notes: {},
  passing: new Set(),
};

/** Puts events into words with a phrase book. */
import type { PhraseBook, PhraseSetting } from '../system/phrase-book.ts';
import type { MachineEvent } from '../system/vocabulary.ts';

/** The sentence for an event or note; undefined if the book wants none. */
export function phraseFor(
  phrases: PhraseBook['events'],
  event: MachineEvent,
  setting: PhraseSetting,
): string | undefined {
  const phrase = Object.hasOwn(phrases, event.type) ? phrases[event.type] : undefined;
  if (phrase === 'silent') return undefined;
  return phrase === undefined ? genericPhrase(event) : phrase(event, setting);
}

/** `stopSigning` with `{ key: 'v1' }` becomes `stop signing (key v1)`. */
export function genericPhrase({ type, ...fields }: MachineEvent): string {
  const words = type.replace(
    /([a-z0-9])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  const details = Object.entries(fields).map(([name, value]) => `${name} ${plainValue(value)}`);
  return details.length === 0 ? words : `${words} (${details.join(', ')})`;
}

/** A value as short text: strings bare, everything else as JSON. */
export function plainValue(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

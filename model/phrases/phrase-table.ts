/** Type of a table with one entry for each member of a union of events, so that a forgotten event does not compile. */
import type { Phrase, PhraseSetting } from '../../src/system/phrase-book.ts';

export type PhraseTable<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]:
    | 'silent'
    | ((event: Extract<Event, { readonly type: Type }>, setting: PhraseSetting) => string | undefined);
};

/** The same table as the phrase book wants it: events reach a phrase by their type, so each gets what it expects. */
export function untyped<Event extends { readonly type: string }>(
  table: PhraseTable<Event>,
): Readonly<Record<string, Phrase | 'silent'>> {
  return table as unknown as Readonly<Record<string, Phrase | 'silent'>>;
}

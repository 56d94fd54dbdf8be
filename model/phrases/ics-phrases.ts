/** The phrase book of the ICS model. */
import type { PhraseBook } from '../../src/system/phrase-book.ts';
import { provider, slashMeter } from '../component-ids.ts';
import { choicePhrases } from './choice-phrases.ts';
import { messagePhrases } from './message-phrases.ts';
import { notePhrases } from './note-phrases.ts';
import { untyped } from './phrase-table.ts';
import { consumerIn } from './wording.ts';

/** Component ids as in component-ids.ts: the slash meter and what is kept of each consumer are parts of the provider. */
export const icsPhrases: PhraseBook = {
  placeOf: (component) => {
    if (component === provider || component === slashMeter) return provider;
    if (/^(record|shaping|keys)-/.test(component)) return provider;
    return component.startsWith('channel-') ? `channel to ${consumerIn(component)}` : consumerIn(component);
  },
  events: { ...untyped(messagePhrases), ...untyped(choicePhrases) },
  notes: untyped(notePhrases),
  passing: new Set([
    'unbondsIn',
    'unbondingSince',
    'jailedFor',
    'forgottenIn',
    'completesIn',
    'createdAt',
    'blockOfEpoch',
    'replenishesIn',
    'vsc',
    'timesOutIn',
    'drift',
    'consumerClientExpiresIn',
    'providerClientExpiresIn',
    'previous',
    'current',
    'next',
    'retryIn',
  ]),
};

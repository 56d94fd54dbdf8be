/** The phrase book of the ICS model. */
import type { PhraseBook } from '../../src/system/phrase-book.ts';
import { lifecycleQueues, provider, rewardPool, slashMeter } from '../component-ids.ts';
import { choicePhrases } from './choice-phrases.ts';
import { messagePhrases } from './message-phrases.ts';
import { notePhrases } from './note-phrases.ts';
import { untyped } from './phrase-table.ts';
import { rewardNotePhrases, rewardPhrases } from './reward-phrases.ts';
import { consumerIn } from './wording.ts';

/** Component ids as in component-ids.ts: the slash meter and what is kept of each consumer are parts of the provider. */
export const icsPhrases: PhraseBook = {
  placeOf: (component) => {
    if ([provider, slashMeter, lifecycleQueues, rewardPool].includes(component)) return provider;
    if (/^(record|shaping|ownership|keys|deadlines|allocation|penalties)-/.test(component)) return provider;
    if (component.startsWith('transfers-')) return `transfer channel of ${consumerIn(component)}`;
    if (component.startsWith('evidence-')) return 'the world';
    return component.startsWith('channel-') ? `channel to ${consumerIn(component)}` : consumerIn(component);
  },
  events: { ...untyped(messagePhrases), ...untyped(choicePhrases), ...untyped(rewardPhrases) },
  notes: { ...untyped(notePhrases), ...untyped(rewardNotePhrases) },
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
    'matured',
    'maturesIn',
    'behind',
    'timesOutIn',
    'drift',
    'dueIn',
    'recentFor',
    'consumerClientExpiresIn',
    'providerClientExpiresIn',
    'previous',
    'current',
    'next',
    'retryIn',
    'blocks',
    'blocksToTransmission',
    'dueIn',
  ]),
};

/** Replaced keys of a consumer, from the assignment that replaces them to the moment that the provider forgets them. */
import { keysOf } from '../../model/component-ids.ts';
import type { ConsumerKey } from '../../model/vocabulary.ts';
import { eventOf } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { begin, forgetMet, meet, noObligations, type Obligations } from './oldest-first.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface ReplacedKeys extends Obligations {
  /** Seconds since each of `open` was replaced, in the same order; at most the provider's unbonding period. */
  readonly since: readonly number[];
  /** A key that was forgotten before an unbonding period was over. */
  readonly early: string;
}

export const replacedKeysId = (consumer: string): string => `replaced-keys-${consumer}`;

export const replacedKeys = onePerConsumer<ReplacedKeys>((instance, { id }) => {
  const period = instance.provider.unbondingSeconds;
  return {
    id: replacedKeysId(id),
    initial: { ...noObligations, since: [], early: '' },
    observes: [keysOf(id)],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      const { blocks, seconds } = event.type === 'providerBlocksEnded' ? event : { blocks: 0, seconds: 0 };
      if (event.type === 'phaseChanged' && event.phase === 'deleted') {
        // Everything is forgotten with the consumer.
        return state.open.length === 0 ? state : { ...state, open: [], met: true, since: [] };
      }
      let next: ReplacedKeys = blocks > 0 ? { ...state, ...forgetMet(state) } : state;
      for (const { replaced, kept } of notesOf(delivery.emitted, 'keyAssigned')) {
        if (!kept || next.open.includes(replaced)) continue;
        next = { ...next, ...begin(next, replaced), since: [...next.since, 0] };
      }
      for (const { key } of notesOf(delivery.emitted, 'keyPruned')) {
        next = withoutKey(next, key, seconds - (blocks > 0 ? seconds / blocks : 0), period);
      }
      if (seconds === 0 || next.since.length === 0) return next;
      return { ...next, since: next.since.map((since) => Math.min(since + seconds, period)) };
    },
  };
});

/** `passed`: seconds of the delivery that had passed when the key was forgotten, at most. */
function withoutKey(state: ReplacedKeys, key: ConsumerKey, passed: number, period: number): ReplacedKeys {
  const at = state.open.indexOf(key);
  if (at === -1) return { ...state, early: key };
  const since = (state.since[at] ?? 0) + passed;
  return {
    ...state,
    ...meet(state, key),
    since: state.since.toSpliced(at, 1),
    early: since < period ? key : state.early,
  };
}

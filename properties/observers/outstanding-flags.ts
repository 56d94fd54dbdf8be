/**
 * When a consumer's outstanding-downtime flags ought to be set: from the report on until a VSC acknowledges it, or until
 * the validator enters the set anew. Derived from what was reported and received, not read from the chain's state.
 */
import { consumerOf } from '../../model/component-ids.ts';
import type { ConsumerKey } from '../../model/vocabulary.ts';
import { featuresOf } from '../../model/vsc-age.ts';
import { eventOf, notesIn } from '../model-events.ts';
import { begin, forgetMet, meet, noObligations, type Obligations } from './oldest-first.ts';
import { onePerConsumer } from './one-per-consumer.ts';
import { enteredFrom, outsideOf, sameKeys } from './outside-keys.ts';

export interface OutstandingFlags extends Obligations {
  /** The consumer has received a VSC, without which it sends no reports (SC-12). */
  readonly established: boolean;
  /** Flagged keys that are not in the consumer's set. */
  readonly outside: readonly ConsumerKey[];
}

export const outstandingFlags = onePerConsumer<OutstandingFlags>((instance, { id, channelEstablished }) => {
  const { clearFlagOnEntry } = featuresOf(instance);
  return {
    id: `outstanding-flags-${id}`,
    initial: { ...noObligations, established: channelEstablished, outside: [] },
    observes: [consumerOf(id)],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      let { established, outside } = state;
      let flags: Obligations = state;
      if (event.type === 'nextBlock' || event.type === 'quietBlocks') flags = forgetMet(flags);
      if (event.type === 'vscReceived') {
        established = true;
        for (const key of event.slashAcks) flags = meet(flags, key);
      }
      for (const note of notesIn(delivery.emitted)) {
        if (note.type === 'changesApplied' && clearFlagOnEntry) {
          for (const key of enteredFrom(outside, note.set)) flags = meet(flags, key);
        } else if (note.type === 'reportQueued') {
          flags = begin(flags, note.report.key);
        } else if (note.type === 'consumerBlockEnded') {
          outside = outsideOf(flags.open, note.set);
        }
      }
      const isSame =
        established === state.established &&
        flags.met === state.met &&
        sameKeys(flags.open, state.open) &&
        sameKeys(outside, state.outside);
      return isSame ? state : { open: flags.open, met: flags.met, established, outside };
    },
  };
});

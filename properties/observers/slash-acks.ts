/**
 * Follows slash acknowledgements of one consumer: recorded by the provider when a report is decided, carried by the next
 * VSC for that consumer, received with it. Also remembers reports that were dropped without an acknowledgement.
 */
import { consumerOf, recordOf } from '../../model/component-ids.ts';
import type { ConsumerKey, DowntimeDecision } from '../../model/vocabulary.ts';
import { featuresOf } from '../../model/vsc-age.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { eventOf, notesIn } from '../model-events.ts';
import { onePerConsumer } from './one-per-consumer.ts';
import { enteredFrom, outsideOf, sameKeys } from './outside-keys.ts';

export interface SlashAcks {
  /** Acknowledged keys that wait for the next VSC, in order of decision. */
  readonly waiting: readonly ConsumerKey[];
  /** What the VSCs carry that were provided and not received yet, oldest first; only VSCs that acknowledge something. */
  readonly travelling: readonly (readonly ConsumerKey[])[];
  /** The oldest of them was received since the consumer's last block. */
  readonly met: boolean;
  /**
   * Keys whose last report was dropped in a way for which v7 writes no acknowledgement (N14), and which have not entered
   * the consumer's set since, where it forgets its flag on entry: there a flag may not outlast that; sorted.
   */
  readonly droppedSilently: readonly ConsumerKey[];
  /** Of them, those that are not in the set; sorted. */
  readonly outside: readonly ConsumerKey[];
  /** What is wrong with a VSC: acknowledgements lost, repeated or made up. */
  readonly defect: string;
}

/** HandleSlashPacket returns before it appends the acknowledgement. Spec: x/ccv/provider/keeper/relay.go. */
const silentDrops: readonly DowntimeDecision[] = [
  'droppedUnbonded',
  'droppedTombstoned',
  'droppedUnknownValidator',
];

export const slashAcks = onePerConsumer<SlashAcks>((instance, { id }) => {
  const { clearFlagOnEntry } = featuresOf(instance);
  const record = recordOf(id);
  return {
    id: `slash-acks-${id}`,
    initial: { waiting: [], travelling: [], met: false, droppedSilently: [], outside: [], defect: '' },
    observes: [record, consumerOf(id)],
    reduce: (state, delivery) =>
      delivery.component === record
        ? afterRecord(state, delivery)
        : afterConsumer(state, delivery, clearFlagOnEntry),
  };
});

function afterRecord(state: SlashAcks, { emitted }: ObservedDelivery): SlashAcks {
  let next = state;
  for (const note of notesIn(emitted)) {
    if (note.type === 'reportDecided') {
      const { key } = note;
      if (note.acked) next = { ...next, waiting: [...next.waiting, key] };
      if (silentDrops.includes(note.decision) && !next.droppedSilently.includes(key)) {
        next = { ...next, droppedSilently: [...next.droppedSilently, key].sort() };
      }
    } else if (note.type === 'consumerDeleted') {
      // What was waiting is deleted with the consumer.
      next = { ...next, waiting: [] };
    } else if (note.type === 'vscProvided') {
      next = afterVscProvided(next, note.change.slashAcks);
    }
  }
  return next;
}

function afterVscProvided(state: SlashAcks, carried: readonly ConsumerKey[]): SlashAcks {
  if (carried.length === 0 && state.waiting.length === 0) return state;
  const defect = sameKeys(carried, state.waiting)
    ? state.defect
    : `a VSC acknowledges [${carried.join(', ')}], expected [${state.waiting.join(', ')}]`;
  const travelling = carried.length === 0 ? state.travelling : [...state.travelling, carried];
  return { ...state, waiting: [], travelling, defect };
}

function afterConsumer(state: SlashAcks, delivery: ObservedDelivery, forgetsOnEntry: boolean): SlashAcks {
  const event = eventOf(delivery);
  let next = state;
  if ((event.type === 'nextBlock' || event.type === 'quietBlocks') && next.met)
    next = { ...next, met: false };
  if (event.type === 'vscReceived' && event.slashAcks.length > 0) {
    const [expected = [], ...travelling] = next.travelling;
    const defect = sameKeys(event.slashAcks, expected)
      ? next.defect
      : `a VSC arrives that acknowledges [${event.slashAcks.join(', ')}], expected [${expected.join(', ')}]`;
    next = { ...next, travelling, met: true, defect };
  }
  if (next.droppedSilently.length === 0) return next;
  for (const note of notesIn(delivery.emitted)) {
    if (note.type === 'reportQueued') {
      next = withoutDropped(next, [note.report.key]);
    } else if (note.type === 'changesApplied' && forgetsOnEntry) {
      next = withoutDropped(next, enteredFrom(next.outside, note.set));
    } else if (note.type === 'consumerBlockEnded') {
      const outside = outsideOf(next.droppedSilently, note.set);
      if (!sameKeys(outside, next.outside)) next = { ...next, outside };
    }
  }
  return next;
}

function withoutDropped(state: SlashAcks, keys: readonly ConsumerKey[]): SlashAcks {
  if (!keys.some((key) => state.droppedSilently.includes(key))) return state;
  const remain = (key: ConsumerKey): boolean => !keys.includes(key);
  return {
    ...state,
    droppedSilently: state.droppedSilently.filter(remain),
    outside: state.outside.filter(remain),
  };
}

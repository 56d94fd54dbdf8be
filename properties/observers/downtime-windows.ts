/** How many blocks in a row validators have missed on a consumer, and how many of them while they had to sign it. */
import { consumerOf } from '../../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { ConsumerKey, KeyPower } from '../../model/vocabulary.ts';
import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import { exemptionOn } from '../exemption.ts';
import { eventOf, notesIn } from '../model-events.ts';
import { blocksBegun } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

interface MissedInARow {
  readonly key: ConsumerKey;
  /** Blocks missed since it signed last, or was reported or let off last; up to the limit. */
  readonly missed: number;
  /** Of them, those since it was exempt last. */
  readonly owed: number;
}

export interface DowntimeWindows {
  /** The sets after the last block; null before the first one. */
  readonly set: readonly KeyPower[] | null;
  readonly signers: readonly KeyPower[] | null;
  /** Keys that do not sign; sorted. */
  readonly down: readonly MissedInARow[];
  /** Somebody was let off. */
  readonly letOff: boolean;
  /** The first report of somebody who had not missed a window, and of somebody whose duty had not lasted for one. */
  readonly early: string;
  readonly earlyInDuty: string;
  /** The first report of somebody exempt. */
  readonly unfounded: string;
}

export const downtimeWindowsId = (consumer: string): string => `downtime-windows-${consumer}`;

export const downtimeWindows = onePerConsumer<DowntimeWindows>(createDowntimeWindows);

export function createDowntimeWindows(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<DowntimeWindows> {
  const { id, downtimeBlocks: limit } = consumer;
  const exemption = exemptionOn(instance, consumer);
  return {
    id: downtimeWindowsId(id),
    initial: {
      set: null,
      signers: null,
      down: [],
      letOff: false,
      early: '',
      earlyInDuty: '',
      unfounded: '',
    },
    observes: [consumerOf(id)],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      if (event.type === 'stopSigning') {
        const down = [...state.down, { key: event.key, missed: 0, owed: 0 }];
        return { ...state, down: down.sort((a, b) => (a.key < b.key ? -1 : 1)) };
      }
      if (event.type === 'resumeSigning')
        return { ...state, down: state.down.filter(({ key }) => key !== event.key) };
      const { blocks } = blocksBegun(event);
      if (blocks === 0) return state;
      const notes = notesIn(delivery.emitted);
      const reported = notes.flatMap((note) => (note.type === 'reportQueued' ? [note.report] : []));
      const [after] = notes.flatMap((note) => (note.type === 'consumerBlockEnded' ? [note] : []));
      // The block that ended was signed by the former signers, and judged by the former set.
      const { set, signers } = state;
      const counted = state.down.map((count) => {
        const signer = signers?.find(({ key }) => key === count.key);
        if (signers !== null && signer === undefined) return { ...count, missed: 0, owed: 0 };
        const isExempt = set !== null && signer !== undefined && exemption?.(set, signer.power) === true;
        return {
          ...count,
          missed: Math.min(limit, count.missed + blocks),
          owed: isExempt ? 0 : Math.min(limit, count.owed + blocks),
        };
      });
      let { early, earlyInDuty, unfounded } = state;
      for (const { key, power } of reported) {
        const count = counted.find((each) => each.key === key);
        if ((count?.missed ?? 0) < limit)
          early ||= `${key} is reported after ${String(count?.missed ?? 0)} missed blocks, the limit is ${String(limit)}`;
        if ((count?.owed ?? 0) < limit)
          earlyInDuty ||= `${key} is reported after it missed ${String(count?.owed ?? 0)} blocks that it had to sign, the limit is ${String(limit)}`;
        if (set !== null && exemption?.(set, power) === true)
          unfounded ||= `${key} is reported with power ${String(power)}, by which it may opt out softly`;
      }
      // Whoever reaches the limit begins anew, reported or not.
      const isThrough = ({ missed }: MissedInARow): boolean => missed >= limit;
      const down = counted.map((count) =>
        reported.some(({ key }) => key === count.key) ? { ...count, missed: 0, owed: 0 } : count,
      );
      return {
        set: after?.set ?? set,
        signers: after?.signers ?? signers,
        down,
        letOff: down.some((count) => isThrough(count) && count.owed === 0),
        early,
        earlyInDuty,
        unfounded,
      };
    },
  };
}

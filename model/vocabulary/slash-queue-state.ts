/** What waits on the provider to be handled (v1-v3). */
import type { AcceptedReport } from './messages.ts';
import type { ConsumerId, VscRef } from './names.ts';

export type ThrottledReport = Omit<AcceptedReport, 'consumer'>;

export interface ThrottledMaturity {
  readonly matured: VscRef;
}

/** Packets of one consumer, in the order in which they were received. */
export interface ThrottledPackets {
  readonly consumer: ConsumerId;
  readonly packets: readonly (ThrottledReport | ThrottledMaturity)[];
}

export interface SlashQueueContext {
  /** GlobalSlashEntries: whose first report is handled next; in the order in which the reports were received. */
  readonly order: readonly ConsumerId[];
  /** ThrottledPacketData of each consumer of which anything waits; sorted by consumer. */
  readonly throttled: readonly ThrottledPackets[];
}

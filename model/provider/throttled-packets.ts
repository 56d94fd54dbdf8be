/**
 * The queues of throttling as it was first (v1-v3, ADR-002): packets of a consumer wait in the order in which they were
 * received, and one queue of all consumers' reports says whose turn it is.
 */
import { castDraft, produce } from 'immer';
import type {
  AcceptedReport,
  ConsumerId,
  SlashQueueContext,
  ThrottledMaturity,
  ThrottledPackets,
  ThrottledReport,
  VscRef,
} from '../vocabulary.ts';
import { growOlder } from '../vsc-age.ts';
import { compareIds } from './validator-power.ts';

type ThrottledPacket = ThrottledReport | ThrottledMaturity;

/** A maturity whose turn has come. */
export interface DueMaturity {
  readonly consumer: ConsumerId;
  readonly vsc: VscRef;
}

export function isMaturity(packet: ThrottledPacket): packet is ThrottledMaturity {
  return 'matured' in packet;
}

export function isReport(packet: ThrottledPacket): packet is ThrottledReport {
  return !isMaturity(packet);
}

function packetsOf({ throttled }: SlashQueueContext, consumer: ConsumerId): readonly ThrottledPacket[] {
  return throttled.find((each) => each.consumer === consumer)?.packets ?? [];
}

/** A consumer is in the list as long as anything of it waits. */
function withPackets(
  context: SlashQueueContext,
  consumer: ConsumerId,
  packets: readonly ThrottledPacket[],
): SlashQueueContext {
  const others = context.throttled.filter((each) => each.consumer !== consumer);
  const all: readonly ThrottledPackets[] = packets.length === 0 ? others : [...others, { consumer, packets }];
  return produce(context, (draft) => {
    draft.throttled = castDraft(all.toSorted((a, b) => compareIds(a.consumer, b.consumer)));
  });
}

/** Spec: x/ccv/provider/keeper/throttle.go QueueGlobalSlashEntry, QueueThrottledSlashPacketData. */
export function withReport(
  context: SlashQueueContext,
  { consumer, ...report }: AcceptedReport,
): SlashQueueContext {
  const queued = withPackets(context, consumer, [...packetsOf(context, consumer), report]);
  return { ...queued, order: [...context.order, consumer] };
}

/** Spec: x/ccv/provider/keeper/throttle.go QueueThrottledVSCMaturedPacketData. */
export function withMaturity(
  context: SlashQueueContext,
  { consumer, vsc }: { readonly consumer: ConsumerId; readonly vsc: VscRef },
): SlashQueueContext {
  return withPackets(context, consumer, [...packetsOf(context, consumer), { matured: vsc }]);
}

/** Which maturities may be handled before any report. */
export type Leading = (packets: readonly ThrottledPacket[]) => readonly ThrottledMaturity[];

/** Those of a consumer ahead of its first report. Spec: x/ccv/provider/keeper/throttle.go GetLeadingVSCMaturedData. */
export const aheadOfReports: Leading = (packets) => {
  const first = packets.findIndex(isReport);
  return packets.slice(0, first === -1 ? packets.length : first).filter(isMaturity);
};

/**
 * The maturities that may be handled before any report, of all consumers together at most `limit`, consumer by consumer.
 * Spec: x/ccv/provider/keeper/relay.go HandleLeadingVSCMaturedPackets.
 */
export function leadingMaturities(
  { throttled }: SlashQueueContext,
  limit: number,
  leading: Leading = aheadOfReports,
): readonly DueMaturity[] {
  return throttled
    .flatMap(({ consumer, packets }) => leading(packets).map(({ matured: vsc }) => ({ consumer, vsc })))
    .slice(0, limit);
}

/** Without maturities that were handled. */
export function withoutMaturities(
  context: SlashQueueContext,
  handled: readonly DueMaturity[],
): SlashQueueContext {
  return [...new Set(handled.map(({ consumer }) => consumer))].reduce((before, consumer) => {
    let left = handled.filter((each) => each.consumer === consumer).length;
    const packets = packetsOf(before, consumer).filter((packet) => isReport(packet) || left-- <= 0);
    return withPackets(before, consumer, packets);
  }, context);
}

/** The report whose turn it is, if any waits. */
export function firstReport(context: SlashQueueContext): AcceptedReport | undefined {
  const [consumer] = context.order;
  if (consumer === undefined) return undefined;
  const report = packetsOf(context, consumer).find(isReport);
  return report === undefined ? undefined : { consumer, ...report };
}

/**
 * Maturities of the same consumer that are handled right after the first report: those ahead of its second one, as many as
 * there is room for. Spec: x/ccv/provider/keeper/throttle.go GetSlashAndTrailingData, HandlePacketDataForChain.
 */
export function trailingMaturities(context: SlashQueueContext, room: number): readonly DueMaturity[] {
  const [consumer] = context.order;
  if (consumer === undefined) return [];
  const packets = packetsOf(context, consumer);
  const second = packets.findIndex((packet, at) => isReport(packet) && packets.findIndex(isReport) < at);
  return packets
    .slice(0, second === -1 ? packets.length : second)
    .filter(isMaturity)
    .slice(0, Math.max(0, room))
    .map(({ matured: vsc }) => ({ consumer, vsc }));
}

/**
 * Without the first report and what trails it. The code deletes as many packets as it handled, from the head: it takes for
 * granted that the report is the head. That is not so where the limit on maturities left some of them in place, and another
 * report of the same consumer is handled in the same block: then a maturity is deleted that was not handled.
 * Spec: x/ccv/provider/keeper/throttle.go HandlePacketDataForChain (seqNumsHandled).
 */
export function withoutServed(context: SlashQueueContext, room: number): SlashQueueContext {
  const [consumer, ...order] = context.order;
  if (consumer === undefined) return context;
  const handled = 1 + trailingMaturities(context, room).length;
  const left = withPackets(context, consumer, packetsOf(context, consumer).slice(handled));
  return { ...left, order };
}

/** Spec: x/ccv/provider/keeper/throttle.go DeleteThrottledPacketDataForConsumer, DeleteGlobalSlashEntriesForConsumer. */
export function withoutConsumer(context: SlashQueueContext, consumer: ConsumerId): SlashQueueContext {
  const order = context.order.filter((each) => each !== consumer);
  return { ...withPackets(context, consumer, []), order };
}

/** An id was issued. */
export function withOlderIds(context: SlashQueueContext, oldest: number): SlashQueueContext {
  return produce(context, (draft) => {
    for (const { packets } of draft.throttled) {
      for (const packet of packets) {
        if ('matured' in packet) packet.matured = growOlder(packet.matured, oldest);
        else packet.vsc = growOlder(packet.vsc, oldest);
      }
    }
  });
}

/** How many packets of the consumer wait. */
export function throttledOf(context: SlashQueueContext, consumer: ConsumerId): number {
  return packetsOf(context, consumer).length;
}

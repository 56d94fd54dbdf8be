/**
 * Time as the channel sees it. Each chain knows only its own clock; the channel knows the *drift* between both and is
 * therefore the one place where a moment on one clock is turned into seconds left on the other.
 *
 * With C and P the present readings of the consumer's and the provider's clock, drift = C - P. A packet sent by the
 * provider at P with timeout P + period is due on the consumer's clock in (P + period) - C = period - drift; the other
 * way round it is period + drift. A client trusts the newest header, of time C or P of its subject, for its trusting
 * period on the clock of its host, by the same translation.
 *
 * Where the instance says that nothing expires (`channelExpiry: "never"`), these clocks stand still at their full periods; with
 * `"packetsOnly"`, those of the light clients do:
 * relayers take as long as they like and are always in time.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { trustingPeriodSeconds } from '../trusting-period.ts';
import type { ChannelContext } from '../vocabulary.ts';

/** Seconds each, as the instance fixes them. */
export interface ChannelPeriods {
  /** Whether packets can time out at all. */
  readonly expire: boolean;
  /** Whether light clients can expire at all. */
  readonly clientsExpire: boolean;
  /** CcvTimeoutPeriod of the provider, for VSC packets. */
  readonly vscTimeout: number;
  /** CcvTimeoutPeriod of the consumer, for slash packets. */
  readonly slashTimeout: number;
  /** TransferTimeoutPeriod of the consumer, for rewards; null = they never time out. */
  readonly transferTimeout: number | null;
  /** How long the client on the provider trusts a header of the consumer. */
  readonly consumerTrust: number;
  /** How long the client on the consumer trusts a header of the provider. */
  readonly providerTrust: number;
}

export function channelPeriods(instance: Instance, consumer: ConsumerInstance): ChannelPeriods {
  return {
    expire: instance.channelExpiry !== 'never',
    clientsExpire: instance.channelExpiry === 'counted',
    vscTimeout: instance.provider.ccvTimeoutSeconds,
    slashTimeout: consumer.ccvTimeoutSeconds,
    transferTimeout: transferTimeoutOf(consumer),
    consumerTrust: trustingPeriodSeconds(instance, consumer.unbondingSeconds),
    providerTrust: trustingPeriodSeconds(instance, instance.provider.unbondingSeconds),
  };
}

function transferTimeoutOf({ rewards }: ConsumerInstance): number | null {
  const seconds = rewards?.transferTimeoutSeconds;
  return seconds === undefined || seconds === 'never' ? null : seconds;
}

type Drift = Pick<ChannelContext, 'drift'>;

/** Seconds on the consumer's clock after which a VSC packet sent now is timed out. */
export function vscTimeoutFromNow({ expire, vscTimeout }: ChannelPeriods, { drift }: Drift): number {
  return expire ? Math.max(0, vscTimeout - drift) : vscTimeout;
}

/** Seconds on the provider's clock after which a slash packet sent now is timed out. */
export function slashTimeoutFromNow({ expire, slashTimeout }: ChannelPeriods, { drift }: Drift): number {
  return expire ? Math.max(0, slashTimeout + drift) : slashTimeout;
}

/** Seconds on the provider's clock after which a transfer sent now is timed out; null = never. */
export function transferTimeoutFromNow({ transferTimeout }: ChannelPeriods, { drift }: Drift): number | null {
  return transferTimeout === null ? null : Math.max(0, transferTimeout + drift);
}

/** Seconds on the provider's clock for which the consumer's newest header is still trusted. */
export function trustInConsumerNow(
  { clientsExpire, consumerTrust }: ChannelPeriods,
  { drift }: Drift,
): number {
  return clientsExpire ? Math.max(0, consumerTrust + drift) : consumerTrust;
}

/** Seconds on the consumer's clock for which the provider's newest header is still trusted. */
export function trustInProviderNow(
  { clientsExpire, providerTrust }: ChannelPeriods,
  { drift }: Drift,
): number {
  return clientsExpire ? Math.max(0, providerTrust - drift) : providerTrust;
}

/**
 * The drift after a block of the provider. Once the consumer has halted its clock stands still for ever; the drift is
 * followed as long as it tells anything: until no header of the consumer is trusted any more.
 */
export function driftAfterProviderBlock(
  { expire, clientsExpire, consumerTrust }: ChannelPeriods,
  { drift, consumerHalted }: Pick<ChannelContext, 'drift' | 'consumerHalted'>,
  seconds: number,
): number {
  // Without expiry of clients nothing bounds for how long the clock of a halted chain matters to packets.
  if (!consumerHalted || (expire && !clientsExpire)) return drift - seconds;
  return expire ? Math.max(Math.min(drift, -consumerTrust), drift - seconds) : drift;
}

/** Seconds for which a client still trusts its newest header, `seconds` later; 0 stays 0. */
export function trustAfter({ clientsExpire }: ChannelPeriods, left: number, seconds: number): number {
  return clientsExpire ? countDown(left, seconds) : left;
}

function countDown(left: number, seconds: number): number {
  return left > seconds ? left - seconds : 0;
}

/** Packets after `seconds` on their receiver's clock. */
export function withLessTime<Packet extends { readonly timesOutIn: number }>(
  periods: Pick<ChannelPeriods, 'expire'>,
  packets: readonly Packet[],
  seconds: number,
): readonly Packet[] {
  if (!periods.expire || packets.every((packet) => packet.timesOutIn === 0)) return packets;
  return packets.map((packet) => ({
    ...packet,
    timesOutIn: countDown(packet.timesOutIn, seconds),
  }));
}

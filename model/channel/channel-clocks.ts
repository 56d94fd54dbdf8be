/**
 * Time as the channel sees it. Each chain knows only its own clock; the channel knows the *drift* between both and is
 * therefore the one place where a moment on one clock is turned into seconds left on the other.
 *
 * With C and P the present readings of the consumer's and the provider's clock, drift = C - P. A packet sent by the
 * provider at P with timeout P + period is due on the consumer's clock in (P + period) - C = period - drift; the other
 * way round it is period + drift. A client trusts the newest header, of time C or P of its subject, for its trusting
 * period on the clock of its host, by the same translation.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { trustingPeriodSeconds } from '../trusting-period.ts';
import type { ChannelContext } from '../vocabulary.ts';

/** Seconds each, as the instance fixes them. */
export interface ChannelPeriods {
  /** CcvTimeoutPeriod of the provider, for VSC packets. */
  readonly vscTimeout: number;
  /** CcvTimeoutPeriod of the consumer, for slash packets. */
  readonly slashTimeout: number;
  /** How long the client on the provider trusts a header of the consumer. */
  readonly consumerTrust: number;
  /** How long the client on the consumer trusts a header of the provider. */
  readonly providerTrust: number;
}

export function channelPeriods(instance: Instance, consumer: ConsumerInstance): ChannelPeriods {
  return {
    vscTimeout: instance.provider.ccvTimeoutSeconds,
    slashTimeout: consumer.ccvTimeoutSeconds,
    consumerTrust: trustingPeriodSeconds(instance, consumer.unbondingSeconds),
    providerTrust: trustingPeriodSeconds(instance, instance.provider.unbondingSeconds),
  };
}

type Drift = Pick<ChannelContext, 'drift'>;

/** Seconds on the consumer's clock after which a VSC packet sent now is timed out. */
export function vscTimeoutFromNow({ vscTimeout }: ChannelPeriods, { drift }: Drift): number {
  return Math.max(0, vscTimeout - drift);
}

/** Seconds on the provider's clock after which a slash packet sent now is timed out. */
export function slashTimeoutFromNow({ slashTimeout }: ChannelPeriods, { drift }: Drift): number {
  return Math.max(0, slashTimeout + drift);
}

/** Seconds on the provider's clock for which the consumer's newest header is still trusted. */
export function trustInConsumerNow({ consumerTrust }: ChannelPeriods, { drift }: Drift): number {
  return Math.max(0, consumerTrust + drift);
}

/** Seconds on the consumer's clock for which the provider's newest header is still trusted. */
export function trustInProviderNow({ providerTrust }: ChannelPeriods, { drift }: Drift): number {
  return Math.max(0, providerTrust - drift);
}

/** A countdown after `seconds`; 0 stays 0. */
export function countDown(left: number, seconds: number): number {
  return left > seconds ? left - seconds : 0;
}

/** Packets after `seconds` on their receiver's clock. */
export function withLessTime<Packet extends { readonly timesOutIn: number }>(
  packets: readonly Packet[],
  seconds: number,
): readonly Packet[] {
  if (packets.every((packet) => packet.timesOutIn === 0)) return packets;
  return packets.map((packet) => ({ ...packet, timesOutIn: countDown(packet.timesOutIn, seconds) }));
}

/**
 * Bounded clock drift: a chain may not produce a block that carries its clock too far away from a counterparty's.
 * A channel that is closed at both ends ties nobody's clock any more.
 */
import type { LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { channelOf } from '../component-ids.ts';
import type { ConsumerId, ChannelContext, ChannelEnds } from '../vocabulary.ts';

export type ChannelSnapshot = LocalSnapshot<ChannelContext>;

/** Neither end will ever take part in anything again: both are closed, and no VSC waits to be timed out. */
export function closedForGood({ value, context }: ChannelSnapshot): boolean {
  const { providerEnd, consumerEnd } = value as unknown as ChannelEnds;
  return providerEnd === 'closed' && consumerEnd === 'closed' && context.toConsumer.length === 0;
}

/** Whose clock the provider need not wait for: the consumer is not launched, or has halted, or has no channel any more. */
export function tiesNobody(snapshot: ChannelSnapshot): boolean {
  const { providerEnd } = snapshot.value as unknown as ChannelEnds;
  return snapshot.context.consumerHalted || providerEnd === 'unlaunched' || closedForGood(snapshot);
}

/** The provider's clock moves on by `seconds`: no open channel's consumer may fall behind by more than `maxDrift`. */
export function providerMayAdvance(consumer: ConsumerId, seconds: number, maxDrift: number): Requirement {
  return {
    component: channelOf(consumer),
    name: `${consumer} is at most ${String(maxDrift)} s behind the provider afterwards`,
    holds: (snapshot: ChannelSnapshot) =>
      tiesNobody(snapshot) || snapshot.context.drift - seconds >= -maxDrift,
  };
}

/** The consumer's clock moves on by `seconds`: it may not run ahead of the provider's by more than `maxDrift`. */
export function consumerMayAdvance(consumer: ConsumerId, seconds: number, maxDrift: number): Requirement {
  return {
    component: channelOf(consumer),
    name: `${consumer} is at most ${String(maxDrift)} s ahead of the provider afterwards`,
    holds: (snapshot: ChannelSnapshot) =>
      closedForGood(snapshot) || snapshot.context.drift + seconds <= maxDrift,
  };
}

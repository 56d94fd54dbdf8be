/** Relayers that never fall behind by more than a number of packets, where the instance assumes that. */
import type { Requirement } from '../../src/system/vocabulary.ts';
import { channelOf } from '../component-ids.ts';
import type { ChannelEnds, ConsumerId } from '../vocabulary.ts';
import { type ChannelSnapshot, tiesNobody } from './drift-requirements.ts';

/** The provider produces no block while more than `most` VSC packets are on their way to the consumer. */
export function relayersKeepUp(consumer: ConsumerId, most: number): Requirement {
  return {
    component: channelOf(consumer),
    name: `at most ${String(most)} VSC packets are on their way to ${consumer}`,
    holds: (snapshot: ChannelSnapshot) =>
      tiesNobody(snapshot) || isConsumerEndClosed(snapshot) || snapshot.context.toConsumer.length <= most,
  };
}

/** What is on its way there will never arrive. */
function isConsumerEndClosed({ value }: ChannelSnapshot): boolean {
  return (value as unknown as ChannelEnds).consumerEnd === 'closed';
}

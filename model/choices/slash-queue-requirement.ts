import type { LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { slashQueue } from '../component-ids.ts';
import type { Instance } from '../instance.ts';
import { slashQueueParameters } from '../provider/slash-queue-setup.ts';
import { throttledOf } from '../provider/throttled-packets.ts';
import type { ConsumerId, SlashQueueContext } from '../vocabulary.ts';

/** One packet more of the consumer may wait (v1-v3): the transaction that delivers it does not panic. */
export function slashQueueHasRoom(instance: Instance, consumer: ConsumerId): Requirement {
  const { mostPackets } = slashQueueParameters(instance);
  return {
    component: slashQueue,
    name: `fewer than ${String(mostPackets)} packets of ${consumer} wait in the slash queue`,
    holds: ({ context }: LocalSnapshot<SlashQueueContext>) => throttledOf(context, consumer) < mostPackets,
  };
}

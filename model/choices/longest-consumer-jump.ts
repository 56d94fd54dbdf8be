import type { ConsumerInstance } from '../instance.ts';
import { missedAfter } from '../consumer/missed-blocks.ts';
import { sameSets } from '../consumer/validator-updates.ts';
import type { ConsumerContext } from '../vocabulary.ts';

/**
 * How many blocks of the consumer may pass at once: none while a change of the validator set takes effect or a report
 * can be sent; otherwise up to the block in which a report may be retried, and short of the one in which a validator
 * that is down has missed enough. Blocks count at the shortest block time.
 */
export function longestConsumerJump(consumer: ConsumerInstance, context: ConsumerContext): number {
  const { set, signers, pendingChanges, queue, slashRecord, channelEstablished, channelClosed } = context;
  if (pendingChanges !== null || !sameSets(set, signers)) return 0;

  let longest = Infinity;
  const wantsToSend =
    channelEstablished && !channelClosed && queue.length > 0 && slashRecord?.waiting !== true;
  if (wantsToSend) {
    if (slashRecord === null || slashRecord.retryIn < 0) return 0;
    longest = Math.floor(slashRecord.retryIn / Math.min(...consumer.blockSeconds));
  }
  for (const { key, blocks } of missedAfter(context, 1)) {
    if (!context.outstanding.includes(key)) longest = Math.min(longest, consumer.downtimeBlocks - blocks);
  }
  return longest;
}

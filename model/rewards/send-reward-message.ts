/** Emissions of machines that have to do with rewards; see send-message.ts. */
import { send } from '../../src/system/authoring.ts';
import type { Send } from '../../src/system/vocabulary.ts';
import { allocationOf } from '../component-ids.ts';
import type {
  ConsumerId,
  OwnersAllowlist,
  ToAllocation,
  ToConsumerRewards,
  ToRewardPool,
  ToTransfers,
} from '../vocabulary.ts';

interface RewardMessagesOf {
  readonly rewards: ToConsumerRewards;
  readonly transfers: ToTransfers;
  readonly 'reward-pool': ToRewardPool;
  readonly allocation: ToAllocation | OwnersAllowlist;
  /** All of them, in the order of the instance. */
  readonly 'all-transfers': ToTransfers;
  readonly allocations: ToAllocation;
}

/** To the component (or components) that the sender's link of that name stands for. */
export function sendRewardMessage<Role extends keyof RewardMessagesOf>(
  role: Role,
  message: RewardMessagesOf[Role],
): Send {
  return send(role, { ...message });
}

/** To what is owed for that consumer, which a memo or a transaction names. */
export function sendToAllocation(consumer: ConsumerId, message: ToAllocation): Send {
  return send(allocationOf(consumer), { ...message });
}

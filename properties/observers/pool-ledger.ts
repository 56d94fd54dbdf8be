/** What the reward pool should hold: what was received into it, less what was distributed from it. */
import { allocationOf, rewardPool, transfersOf } from '../../model/component-ids.ts';
import { hasRewards } from '../../model/rewards/has-rewards.ts';
import type { Coin, RewardChoice, RewardMessage } from '../../model/vocabulary.ts';
import { messagesOf } from './heard.ts';
import { onePerInstance } from './one-per-instance.ts';
import { minus, paidOut, plus } from './reward-ledger.ts';

export const poolLedgerId = 'pool-ledger';

export const poolLedger = onePerInstance<readonly Coin[]>(({ consumers }) => {
  const paying = consumers.filter(hasRewards).map(({ id }) => id);
  return {
    id: poolLedgerId,
    initial: [],
    observes: [rewardPool, ...paying.map(transfersOf), ...paying.map(allocationOf)],
    reduce: (balance, delivery) => {
      const event = delivery.event as unknown as RewardChoice | RewardMessage;
      switch (event.type) {
        case 'payIntoPool':
          return plus(balance, [event]);
        case 'relayTransfer':
          return plus(balance, messagesOf(delivery.emitted, 'coinsReceived'));
        case 'distributeRewards':
          return minus(balance, paidOut(delivery.emitted));
        default:
          return balance;
      }
    },
  };
});

/**
 * Books of the rewards of one consumer, kept apart from its accounts: every payment, transfer and distribution is entered as it
 * happens, and what has reached its end (kept on the consumer, paid on the provider) leaves the books.
 */
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { allocationOf, rewardsOf, transfersOf } from '../../model/component-ids.ts';
import { amountOf, withAmount } from '../../model/rewards/coins.ts';
import type { Coin, RewardChoice, RewardMessage } from '../../model/vocabulary.ts';
import { messagesOf, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

/** Amounts may be negative here: then more was taken out than was ever put in. */
export interface RewardLedger {
  /** Fees paid on the consumer, less what stays there and what is in escrow. */
  readonly atHome: readonly Coin[];
  /** In escrow on the consumer, less what vouchers on the provider stand for: what is in flight, or comes back. */
  readonly away: readonly Coin[];
  /** Received for the consumer, less what was distributed. */
  readonly owed: readonly Coin[];
}

export const rewardLedgerId = (consumer: string): string => `reward-ledger-${consumer}`;

export const rewardLedger = onePerConsumer<RewardLedger>((_instance, { id }) => ({
  id: rewardLedgerId(id),
  initial: { atHome: [], away: [], owed: [] },
  observes: [rewardsOf(id), transfersOf(id), allocationOf(id)],
  reduce: (ledger, delivery) => {
    const event = delivery.event as unknown as RewardChoice | RewardMessage;
    switch (event.type) {
      case 'payFees':
        return { ...ledger, atHome: plus(ledger.atHome, [event]) };
      case 'rewardsBlockEnding':
        return withKept(ledger, delivery);
      case 'transfersPut':
        return {
          ...ledger,
          atHome: minus(ledger.atHome, event.transfers),
          away: plus(ledger.away, event.transfers),
        };
      case 'relayTransfer': {
        const received = messagesOf(delivery.emitted, 'coinsReceived');
        return { ...ledger, away: minus(ledger.away, received) };
      }
      case 'timeoutTransfer':
      case 'relayTransferError': {
        const refunded = messagesOf(delivery.emitted, 'transferRefunded');
        return {
          ...ledger,
          atHome: plus(ledger.atHome, refunded),
          away: minus(ledger.away, refunded),
        };
      }
      case 'rewardsCredited':
        return { ...ledger, owed: plus(ledger.owed, [event]) };
      case 'distributeRewards':
        return withPaid(ledger, delivery);
      default:
        return ledger;
    }
  },
}));

function withKept(ledger: RewardLedger, { emitted }: ObservedDelivery): RewardLedger {
  const kept = notesOf(emitted, 'feesRedistributed');
  return kept.length === 0 ? ledger : { ...ledger, atHome: minus(ledger.atHome, kept) };
}

function withPaid(ledger: RewardLedger, { emitted }: ObservedDelivery): RewardLedger {
  const paid = paidOut(emitted);
  return paid.length === 0 ? ledger : { ...ledger, owed: minus(ledger.owed, paid) };
}

/** What distributions paid, to validators and to the community pool. */
export function paidOut(emitted: ObservedDelivery['emitted']): readonly Coin[] {
  return notesOf(emitted, 'rewardsDistributed').map(({ denom, toValidators, toCommunity }) => ({
    denom,
    amount: toValidators + toCommunity,
  }));
}

export function plus(coins: readonly Coin[], more: readonly Coin[]): readonly Coin[] {
  return more.reduce(
    (sum, { denom, amount }) => withAmount(sum, denom, amountOf(sum, denom) + amount),
    coins,
  );
}

export function minus(coins: readonly Coin[], less: readonly Coin[]): readonly Coin[] {
  return plus(
    coins,
    less.map(({ denom, amount }) => ({ denom, amount: -amount })),
  );
}

/**
 * The reward accounts of a consumer chain: fees are split at the end of every block into what stays there and what the
 * provider is to get; every so many blocks the latter is transferred as it stands, one transfer for each denomination.
 *
 * What is abstracted
 * - The account of what stays (cons_redistribute) only grows and decides nothing: its income is noted, not kept.
 * - The transfer channel is open from the start. It is unordered: nothing closes it, not even the end of the CCV channel.
 * - As with slash packets, transfers are booked as sent and taken back when the channel could not send them; one that
 *   fails takes all others of its round along, so they are sent and taken back together.
 * - Only denominations that the consumer lists are sent; the specification sends every one (SC-28).
 */
import { consumerRewardsSetup, initialConsumerRewards } from './consumer-rewards-setup.ts';
import type { ConsumerWithRewards } from './has-rewards.ts';

/** Depends on the consumer's parameters, not on its id. */
export function createConsumerRewardsMachine(consumer: ConsumerWithRewards) {
  return consumerRewardsSetup(consumer).createMachine({
    id: 'consumer-rewards',
    description: 'The accounts of a consumer chain that rewards for the provider pass through.',
    meta: { spec: 'ICS-28 Reward Distribution; x/ccv/consumer/keeper/distribution.go' },
    context: initialConsumerRewards(consumer),
    initial: 'collecting',
    states: {
      collecting: {
        description: 'Fees come in, and are divided block by block.',
        meta: { spec: 'x/ccv/consumer/keeper/distribution.go EndBlockRD' },
        on: {
          payFees: {
            description: 'Fees are paid on the consumer.',
            meta: { spec: 'cosmos-sdk x/auth fee collector' },
            actions: ['collectFees'],
          },
          rewardsBlockEnding: [
            {
              description:
                'The fees of the block are split, and everything due to the provider is transferred.',
              meta: { spec: 'CCV-CCF-EBLOCK-RD; x/ccv/consumer/keeper/distribution.go EndBlockRD' },
              guard: 'transmissionIsDue',
              // The period begins anew even when the transfers fail.
              actions: ['splitFees', 'sendRewards', 'restartPeriod'],
            },
            {
              description: 'The fees of the block are split; the next transmission is not due yet.',
              meta: {
                spec: 'x/ccv/consumer/keeper/distribution.go EndBlockRD (shouldSendRewardsToProvider)',
              },
              actions: ['splitFees', 'countBlock'],
            },
          ],
          transfersSent: {
            description: 'The transfers are on their way, as booked.',
            meta: { spec: 'ICS-20 sendFungibleTokens' },
          },
          transfersKept: {
            description: 'The transfers could not be sent: they are all undone, for the next transmission.',
            meta: { spec: 'x/ccv/consumer/keeper/distribution.go EndBlockRD (cached context)' },
            actions: ['takeBack'],
          },
          transferRefunded: {
            description:
              'A transfer timed out or was refused: its coins come back and join the next transmission, without being split again.',
            meta: { spec: 'ICS-20 refundTokens' },
            actions: ['creditRefund'],
          },
        },
      },
    },
  });
}

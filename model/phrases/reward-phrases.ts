/** Rewards in words: what the environment does about them, what parts say to each other, what they remark. */
import type {
  Coin,
  PhaseChanged,
  RewardChoice,
  RewardMessage,
  RewardNote,
  RewardShare,
} from '../vocabulary.ts';
import type { PhraseTable } from './phrase-table.ts';
import { consumerIn } from './wording.ts';

/** `3 gold`. */
const coinInWords = ({ denom, amount }: Coin): string => `${String(amount)} ${denom}`;

/** By its place in the list of transfers in flight, of which there are few. */
function ordinal(index: number): string {
  return ['first', 'second', 'third'][index] ?? `${String(index + 1)}th`;
}

function sharesInWords(shares: readonly RewardShare[]): string {
  if (shares.length === 0) return '';
  return ` (${shares.map(({ validator, tokens }) => `${validator} ${tokens}`).join(', ')})`;
}

export const rewardPhrases: PhraseTable<RewardChoice | Exclude<RewardMessage, PhaseChanged>> = {
  payFees: (coin, { component }) => `users of ${consumerIn(component)} pay fees of ${coinInWords(coin)}`,
  relayTransfer: ({ index }, { component }) =>
    `a relayer delivers the ${ordinal(index)} reward transfer of ${consumerIn(component)}`,
  relayRefusedTransfer: ({ index }, { component }) =>
    `a relayer delivers the ${ordinal(index)} reward transfer of ${consumerIn(component)}, which the provider refuses`,
  relayTransferError: (_, { component }) =>
    `a relayer tells ${consumerIn(component)} that a reward transfer was refused`,
  timeoutTransfer: ({ index }, { component }) =>
    `a relayer proves that the ${ordinal(index)} reward transfer of ${consumerIn(component)} timed out`,
  addRewardDenom: ({ denom }) => `governance registers ${denom} as a reward denomination`,
  removeRewardDenom: ({ denom }) => `governance strikes ${denom} off the reward denominations`,
  allowDenoms: ({ denoms }, { component }) =>
    denoms.length === 0
      ? `the owner of ${consumerIn(component)} empties its list of reward denominations`
      : `the owner of ${consumerIn(component)} has rewards distributed in ${denoms.join(' and ')}`,
  payIntoPool: ({ consumer, ...coin }) =>
    consumer === ''
      ? `somebody pays ${coinInWords(coin)} into the reward pool, for no consumer`
      : `somebody pays ${coinInWords(coin)} into the reward pool, as if for ${consumer}`,
  rewardsBlockEnding: 'silent',
  transfersSent: 'silent',
  transfersKept: () => 'cannot transfer rewards: the light client has expired; the coins wait',
  transferRefunded: (coin) => `gets ${coinInWords(coin)} back`,
  transfersPut: ({ transfers }, { component }) =>
    `${consumerIn(component)} transfers ${transfers.map(coinInWords).join(' and ')}`,
  transferTimePassed: 'silent',
  coinsReceived: (coin) => `the reward pool receives ${coinInWords(coin)}`,
  rewardsBlockBegan: 'silent',
  rewardsPaidOut: (coin) => `${coinInWords(coin)} leave the reward pool`,
  rewardsCredited: (coin, { component }) => `${coinInWords(coin)} are owed for ${consumerIn(component)}`,
  storedSetChanged: 'silent',
  commissionSubmitted: 'silent',
  distributeRewards: 'silent',
};

export const rewardNotePhrases: PhraseTable<RewardNote> = {
  feesRedistributed: (coin, { component }) =>
    `${coinInWords(coin)} of the fees stay on ${consumerIn(component)}`,
  commissionSet: ({ validator, rate }, { component }) =>
    `the commission of ${validator} on ${consumerIn(component)} is ${rate} from now on`,
  commissionRefused: ({ validator, rate }, { component }) =>
    `${validator} cannot have a commission of ${rate} on ${consumerIn(component)}`,
  rewardsDistributed: ({ denom, toValidators, toCommunity, shares }, { component }) =>
    `rewards of ${consumerIn(component)} are distributed: ${String(toCommunity)} ${denom} to the community pool, ${String(toValidators)} ${denom} to validators${sharesInWords(shares)}`,
};

/** Rewards: what consumers pay for their security, on its way from the fees of a consumer to validators of the provider. */
import type { ConsumerId, ValidatorId } from './names.ts';
import type { PhaseChanged } from './phase-changed.ts';
import type { ValidatorPower } from './provider-state.ts';

/** A denomination, under one name on both chains (the voucher on the provider is called as what it stands for). */
export type Denom = string;

/** Lists of coins are sorted by denomination and name each one once, unless said otherwise. */
export interface Coin {
  readonly denom: Denom;
  /** Whole tokens, > 0. */
  readonly amount: number;
}

/** The accounts of a consumer chain that rewards pass through. */
export interface ConsumerRewardsContext {
  /** Fees of the present block. */
  readonly feeCollector: readonly Coin[];
  /** cons_to_send_to_provider: the provider's part of the fees, and what came back. */
  readonly toSend: readonly Coin[];
  /** Ends of blocks until the next transmission; 1 = with the present block. */
  readonly blocksToTransmission: number;
}

export interface RewardTransfer extends Coin {
  /** Seconds left on the provider's clock; 0 = timed out; null = it never times out. */
  readonly timesOutIn: number | null;
}

/** The transfer channel of a consumer, from there to the provider: unordered. */
export interface TransfersContext {
  /** Sorted by denomination, amount and time left; equal transfers may repeat. */
  readonly inFlight: readonly RewardTransfer[];
  /** Refused with an error acknowledgement that is on its way back. Sorted; may repeat. */
  readonly refused: readonly Coin[];
}

/** The module account of the provider that receives the rewards of all consumers, and the denominations that governance allows. */
export interface RewardPoolContext {
  readonly balances: readonly Coin[];
  /** Sorted. */
  readonly registeredDenoms: readonly Denom[];
}

export interface RewardMember extends ValidatorPower {
  /** Blocks since it joined the consumer's set, up to where it is eligible for rewards. */
  readonly blocks: number;
}

/** A decimal between 0 and 1, as it was written. */
export type CommissionRate = string;

/** What a validator keeps of its rewards of one consumer, where it has asked for a rate of its own there. */
export interface ConsumerCommission {
  readonly validator: ValidatorId;
  readonly rate: CommissionRate;
}

/** What the provider owes for one consumer, to whom, and by which wishes of validators and of its owner. */
export interface AllocationContext {
  /** Received for this consumer and not distributed yet. */
  readonly rewards: readonly Coin[];
  /** The consumer's stored validator set; sorted by validator. */
  readonly members: readonly RewardMember[];
  /** Sorted by validator. */
  readonly commissions: readonly ConsumerCommission[];
  /** Denominations on the consumer's own allow-list; sorted. */
  readonly allowlist: readonly Denom[];
}

export type RewardChoice =
  /** Users of the consumer pay fees (or its token is minted as fees). */
  | { readonly type: 'payFees'; readonly denom: Denom; readonly amount: number }
  /** Relayer: deliver one of the transfers in flight, by its place in the list. */
  | { readonly type: 'relayTransfer'; readonly index: number }
  /** Relayer: deliver it, but the provider's transfer module refuses it. */
  | { readonly type: 'relayRefusedTransfer'; readonly index: number }
  /** Relayer: bring an error acknowledgement back. */
  | { readonly type: 'relayTransferError'; readonly index: number }
  /** Relayer: prove to the consumer that a transfer timed out. */
  | { readonly type: 'timeoutTransfer'; readonly index: number }
  /** Governance of the provider. */
  | { readonly type: 'addRewardDenom'; readonly denom: Denom }
  | { readonly type: 'removeRewardDenom'; readonly denom: Denom }
  /** The owner of the consumer replaces its allow-list. */
  | { readonly type: 'allowDenoms'; readonly denoms: readonly Denom[] }
  /** Anybody pays into the reward pool; the memo names a consumer, or none (`''`). */
  | {
      readonly type: 'payIntoPool';
      readonly denom: Denom;
      readonly amount: number;
      readonly consumer: ConsumerId | '';
    };

export type ToConsumerRewards =
  /** consumer: EndBlock, before anything else. */
  | { readonly type: 'rewardsBlockEnding' }
  /** channel: answers to `sendTransfers`. */
  | { readonly type: 'transfersSent' }
  | { readonly type: 'transfersKept'; readonly coins: readonly Coin[] }
  /** transfers: the transfer timed out, or was refused. */
  | ({ readonly type: 'transferRefunded' } & Coin);

export type ToTransfers =
  /** channel: transfers were sent, one for each denomination. */
  | { readonly type: 'transfersPut'; readonly transfers: readonly RewardTransfer[] }
  /** provider: its clock moved on. */
  | { readonly type: 'transferTimePassed'; readonly seconds: number };

export type ToRewardPool =
  /** transfers: the bank credits the pool. */
  | ({ readonly type: 'coinsReceived' } & Coin)
  /** provider: a block begins, at whose beginning these validators exist. */
  | {
      readonly type: 'rewardsBlockBegan';
      readonly blocks: number;
      readonly validators: readonly ValidatorId[];
    }
  /** allocation: coins leave the pool for the distribution module and the community pool. */
  | ({ readonly type: 'rewardsPaidOut' } & Coin);

export type ToAllocation =
  /** transfers, reward pool: the memo of a transfer names this consumer. */
  | ({ readonly type: 'rewardsCredited' } & Coin)
  | PhaseChanged
  /** provider: a transaction that passed its own checks. */
  | ({ readonly type: 'commissionSubmitted' } & ConsumerCommission)
  /** consumer record: the consumer has another validator set. */
  | { readonly type: 'storedSetChanged'; readonly members: readonly ValidatorPower[] }
  /** reward pool: distribute what may be. */
  | {
      readonly type: 'distributeRewards';
      readonly blocks: number;
      readonly denoms: readonly Denom[];
      readonly validators: readonly ValidatorId[];
    };

export type RewardMessage = ToConsumerRewards | ToTransfers | ToRewardPool | ToAllocation;

/** What one validator gets of a distribution. */
export interface RewardShare {
  readonly validator: ValidatorId;
  /** A decimal with 18 places: no number can hold it. */
  readonly tokens: string;
  /** The part of it that is the validator's own, the rest is for its delegators. */
  readonly commission: string;
}

export type RewardNote =
  /** consumer rewards: what stays on the consumer for good. */
  | ({ readonly type: 'feesRedistributed' } & Coin)
  /** allocation: a validator has another commission rate on the consumer, or cannot have it. */
  | ({ readonly type: 'commissionSet' } & ConsumerCommission)
  | ({ readonly type: 'commissionRefused' } & ConsumerCommission)
  /** allocation: `toValidators` was moved to the distribution account and credited by `shares`. */
  | {
      readonly type: 'rewardsDistributed';
      readonly denom: Denom;
      readonly toValidators: number;
      readonly toCommunity: number;
      readonly shares: readonly RewardShare[];
    };

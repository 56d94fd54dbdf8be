/** What the provider remembers: staking, the slash meter, and its record of each consumer. */
import type { ConsumerId, ConsumerKey, ValidatorId, VscRef } from './names.ts';
import type { StoredValidator, ValidatorSetChange } from './validator-set-change.ts';

/** What an unbonding waits for besides its time (v1-v5): consumers that have yet to mature a VSC. */
export interface UnbondingHold {
  /** Age of the VSC id that was current when the unbonding began; holders answer by maturing the VSC of that id. */
  readonly vsc: number;
  /** Who has not answered; sorted. Empty: all have, and the coming EndBlock lifts the hold. */
  readonly holders: readonly ConsumerId[];
}

export type BondStatus = 'Bonded' | 'Unbonding' | 'Unbonded';

export interface ProviderValidator {
  readonly id: ValidatorId;
  /** Delegated tokens; changes at once on delegation, undelegation, redelegation and slash. */
  readonly tokens: number;
  readonly status: BondStatus;
  /** Seconds until an Unbonding validator is Unbonded; 0 otherwise. */
  readonly unbondsIn: number;
  /** Age of the VSC id that was current when it began to unbond; 0 unless Unbonding. */
  readonly unbondingSince: number;
  /** Power after the last staking EndBlock; 0 = none. */
  readonly lastPower: number;
  readonly jailed: boolean;
  /** Seconds until `jailedUntil`. */
  readonly jailedFor: number;
  readonly tombstoned: boolean;
  /** Its own unbondings that are on hold, oldest first; absent where there is none. They outlast its return. */
  readonly holds?: readonly UnbondingHold[];
}

/** An undelegation or a redelegation that has not completed. */
export interface UnbondingEntry {
  readonly kind: 'undelegation' | 'redelegation';
  /** The validator that loses the stake (the source of a redelegation). */
  readonly validator: ValidatorId;
  /** Where a redelegation went; `''` for an undelegation. */
  readonly destination: ValidatorId | '';
  readonly initialBalance: number;
  readonly balance: number;
  readonly completesIn: number;
  /**
   * Age of the VSC id that was the provider's current one when the entry was created: it orders the entry against
   * infraction heights. `before-channels`: created before any consumer's CCV channel opened.
   */
  readonly createdAt: number | 'before-channels';
  /** Absent: waits for its time alone. */
  readonly hold?: UnbondingHold;
}

/** InitChainHeight of a consumer, whose CCV channel was opened in the course of the run. */
export interface ChannelOpening {
  readonly consumer: ConsumerId;
  /** Seconds until a whole unbonding period has passed since the block of the opening; what began before has less left. */
  readonly recentFor: number;
}

export interface ProviderContext {
  /** Sorted by id; only validators that exist. */
  readonly validators: readonly ProviderValidator[];
  /** Oldest first. */
  readonly unbonding: readonly UnbondingEntry[];
  /** Tokens of the (single, representative) delegator that are not staked. */
  readonly liquidTokens: number;
  /** Openings of CCV channels less than an unbonding period ago, sorted by consumer. */
  readonly channelOpenings: readonly ChannelOpening[];
  /** Height of the current block modulo BlocksPerEpoch; 0 = the epoch ends with this block. */
  readonly blockOfEpoch: number;
  /** LastProviderConsensusValSet: sorted by id, powers > 0. */
  readonly consensusSet: readonly ValidatorPower[];
  /** Why the chain stopped; `''` while it runs. */
  readonly haltReason: string;
}

export interface ValidatorPower {
  readonly validator: ValidatorId;
  readonly power: number;
}

/** A bonded validator with the tokens that it has now. */
export interface StakedValidator extends ValidatorPower {
  readonly tokens: number;
}

export interface SlashMeterContext {
  readonly meter: number;
  /** Seconds until the next replenish candidate time. */
  readonly replenishesIn: number;
  /** lastTotalPower: power of all bonded validators after the last staking EndBlock. */
  readonly totalPower: number;
}

/** A consumer in a time queue of the provider. */
export interface TimeQueueEntry {
  readonly consumer: ConsumerId;
  /** Seconds until its time has come; 0 = due. */
  readonly dueIn: number;
}

/** The provider module's time queues; each by time, and in the order of joining for equal times. */
export interface LifecycleQueuesContext {
  /** SpawnTimeToConsumerIds. */
  readonly launches: readonly TimeQueueEntry[];
  /** RemovalTimeToConsumerIds; a consumer is in it once for every time that it was stopped. */
  readonly removals: readonly TimeQueueEntry[];
}

/** What a consumer has to do within VscTimeoutPeriod or InitTimeoutPeriod, or be removed (v1-v5). */
export interface DeadlinesContext {
  /** In the order of sending. Seconds left of the period since sending; overdue when < 0. Clamped at -1. */
  readonly awaiting: readonly { readonly vsc: VscRef; readonly timesOutIn: number }[];
  /**
   * Seconds left for the opening of the channel; overdue when < 0, clamped at -1. Null where it is open, or the consumer is
   * not launched; absent where no channel is timed.
   */
  readonly openingTimesOutIn?: number | null;
}

/** The provider module's record of one consumer. */
export interface ConsumerRecordContext {
  readonly consumer: ConsumerId;
  /** ConsumerIdToChannelId: a CCV channel has been opened for it, and the mapping is not deleted yet. */
  readonly hasChannel: boolean;
  /** ConsumerValSet: sorted by validator. */
  readonly stored: readonly StoredValidator[];
  /** PendingVSCs: computed, not sent yet; oldest first. */
  readonly pending: readonly ValidatorSetChange[];
  /** Slash acks that wait for the next VSC, in order of decision. */
  readonly slashAcks: readonly ConsumerKey[];
  /** Some unbonding that this consumer holds began under the current VSC id (present with maturity packets only). */
  readonly unbondingsBegan?: boolean;
}

/**
 * The words that the machines of the model share: what they remember (contexts), what they say to each other
 * (messages), what the environment may do to them, and what they note for observers and readers.
 *
 * Conventions
 * - Time is a number of seconds *left* (a countdown), never a date. `0` means: due. Clamped at 0 unless said otherwise.
 * - A reference to a VSC id is an *age*: how many ids the provider has issued since (0 = the id it hands out next).
 *   Ages saturate at `oldestVscAge` (see instance.ts): no unbonding entry can be that old, so nothing can tell them apart.
 * - Arrays that stand for sets are sorted (by validator or key), so that equal sets are equal data.
 * - Contexts are plain JSON and are changed only by Immer recipes.
 */
import type { MachineEvent } from '../src/system/vocabulary.ts';

export type ValidatorId = string;
/** Consensus key of a validator on a consumer chain (ids stand for keys and for the addresses derived from them). */
export type ConsumerKey = string;
export type ConsumerId = string;

/** Age of a VSC id, or `genesis` for id 0, the validator set of the consumer's genesis. */
export type VscRef = number | 'genesis';

/** An exact fraction (0.05 is 5/100): powers and tokens are integers, so no rounding may creep in. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

// ---------------------------------------------------------------------------------------------------- provider

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
}

export interface ProviderContext {
  /** Sorted by id; only validators that exist. */
  readonly validators: readonly ProviderValidator[];
  /** Oldest first. */
  readonly unbonding: readonly UnbondingEntry[];
  /** Tokens of the (single, representative) delegator that are not staked. */
  readonly liquidTokens: number;
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

export interface SlashMeterContext {
  readonly meter: number;
  /** Seconds until the next replenish candidate time. */
  readonly replenishesIn: number;
  /** lastTotalPower: power of all bonded validators after the last staking EndBlock. */
  readonly totalPower: number;
}

/** Power on a consumer, under the key that the validator uses there. */
export interface KeyPower {
  readonly key: ConsumerKey;
  /** > 0 in a set; 0 in an update means removal. */
  readonly power: number;
}

export interface StoredValidator extends KeyPower {
  readonly validator: ValidatorId;
}

/** What a VSCPacket says. */
export interface ValidatorSetChange {
  readonly vsc: VscRef;
  /** Sorted by key; absolute powers. */
  readonly updates: readonly KeyPower[];
  /** Keys whose downtime reports have been decided. */
  readonly slashAcks: readonly ConsumerKey[];
}

/** The provider module's record of one consumer. */
export interface ConsumerRecordContext {
  readonly consumer: ConsumerId;
  /** ConsumerValSet: sorted by validator. */
  readonly stored: readonly StoredValidator[];
  /** PendingVSCs: computed, not sent yet; oldest first. */
  readonly pending: readonly ValidatorSetChange[];
  /** Slash acks that wait for the next VSC, in order of decision. */
  readonly slashAcks: readonly ConsumerKey[];
}

// ---------------------------------------------------------------------------------------------------- channel

export interface VscPacket extends ValidatorSetChange {
  /** Seconds left on the consumer's clock; 0 = timed out. */
  readonly timesOutIn: number;
}

export interface SlashPacket {
  readonly key: ConsumerKey;
  readonly power: number;
  readonly vsc: VscRef | 'unknown';
  /** Seconds left on the provider's clock; 0 = timed out. */
  readonly timesOutIn: number;
}

/** `handled` and `bounced` are the one-byte results 2 and 3; `error` is an error acknowledgement. */
export type SlashAckResult = 'handled' | 'bounced' | 'error';

export interface SlashAcknowledgement {
  readonly result: SlashAckResult;
  /** Written in a provider block that has been committed, so that it can be proved to the consumer. */
  readonly committed: boolean;
}

export interface ChannelContext {
  /** Consumer's clock minus provider's clock, in seconds. */
  readonly drift: number;
  /** VSC packets in flight, oldest first. */
  readonly toConsumer: readonly VscPacket[];
  /** Slash packets in flight, oldest first. */
  readonly toProvider: readonly SlashPacket[];
  /** Acknowledgements of slash packets on their way back, oldest first. */
  readonly slashAcks: readonly SlashAcknowledgement[];
  /** Seconds (provider's clock) until the consumer's light client on the provider expires; 0 = expired. */
  readonly consumerClientExpiresIn: number;
  /** Seconds (consumer's clock) until the provider's light client on the consumer expires; 0 = expired. */
  readonly providerClientExpiresIn: number;
}
/** State value of the channel machine: both ends, as regions. */
export interface ChannelEnds {
  readonly providerEnd: 'open' | 'closed';
  readonly consumerEnd: 'open' | 'closed';
}

// ---------------------------------------------------------------------------------------------------- consumer

export interface DowntimeReport {
  readonly key: ConsumerKey;
  /** Power in the LastCommit that was missed. */
  readonly power: number;
  readonly vsc: VscRef | 'unknown';
}

export interface SlashRecord {
  /** A reply is outstanding; false after a bounce. */
  readonly waiting: boolean;
  /** RetryDelayPeriod minus the time since sending; permitted again when < 0. Clamped at -1. */
  readonly retryIn: number;
}

export interface ConsumerContext {
  /** ccVal: the set after the last applied changes (it signs the block after the current one); sorted by key. */
  readonly set: readonly KeyPower[];
  /** The set that signs the current block (ValidatorUpdateDelay: one block behind `set`). */
  readonly signers: readonly KeyPower[];
  /** Pending changes, aggregated by key and sorted by key; null when no VSC arrived in this block. */
  readonly pendingChanges: readonly KeyPower[] | null;
  /** HtoVSC of the previous, the current and the next height. */
  readonly vscOfHeight: { readonly previous: VscRef; readonly current: VscRef; readonly next: VscRef };
  /** providerChannel is set: by the first VSC received, not by the handshake (SC-12). */
  readonly channelEstablished: boolean;
  /** Keys with an outstanding downtime flag; sorted. */
  readonly outstanding: readonly ConsumerKey[];
  /** Pending slash packets, oldest first. */
  readonly queue: readonly DowntimeReport[];
  readonly slashRecord: SlashRecord | null;
  /** Keys of validators that do not sign on this chain at present (what the world does, not chain state); sorted. */
  readonly down: readonly ConsumerKey[];
  /** Blocks missed in a row by validators that are down, for keys with a count > 0 and below the limit; sorted by key. */
  readonly missed: readonly { readonly key: ConsumerKey; readonly blocks: number }[];
  /** The CCV channel is closed: the chain runs on with its last set (SC-14). */
  readonly channelClosed: boolean;
  /** The consumer binary has misbehaved (sent a packet no honest binary sends): honest-consumer assumptions are off. */
  readonly faulty: boolean;
}

// ---------------------------------------------------------------------------------- environment's choices

export type ProviderChoice =
  | { readonly type: 'delegate'; readonly validator: ValidatorId; readonly tokens: number }
  | { readonly type: 'undelegate'; readonly validator: ValidatorId; readonly tokens: number }
  | {
      readonly type: 'redelegate';
      readonly from: ValidatorId;
      readonly to: ValidatorId;
      readonly tokens: number;
    }
  | { readonly type: 'createValidator'; readonly validator: ValidatorId; readonly tokens: number }
  | { readonly type: 'unjail'; readonly validator: ValidatorId }
  /** The slashing module's BeginBlock finds the validator down on the provider itself: slash and jail. */
  | { readonly type: 'providerDowntime'; readonly validator: ValidatorId }
  /** The evidence module handles a double sign on the provider itself: slash, jail, tombstone. */
  | { readonly type: 'providerDoubleSign'; readonly validator: ValidatorId }
  /** The current block ends, is committed, and the next one begins `seconds` later. */
  | { readonly type: 'nextBlock'; readonly seconds: number }
  /** `blocks` blocks in which nothing is due pass at once (only offered by instances with long epochs). */
  | { readonly type: 'quietBlocks'; readonly blocks: number; readonly seconds: number };

export type ChannelChoice =
  /** Relayer: update the receiving client and deliver the oldest packet or acknowledgement. */
  | { readonly type: 'relayVsc' }
  | { readonly type: 'relaySlash' }
  | { readonly type: 'relaySlashAck' }
  /** Relayer: prove that the oldest packet timed out (or that the receiving end is closed) to its sender. */
  | { readonly type: 'timeoutVsc' }
  | { readonly type: 'timeoutSlash' }
  /** Relayer: ChanCloseConfirm on the end that is still open. */
  | { readonly type: 'relayClose' }
  /** Relayer: refresh the light client that a chain has of its counterparty. */
  | { readonly type: 'updateClientOnProvider' }
  | { readonly type: 'updateClientOnConsumer' }
  /** Governance: revive an expired client with a substitute. */
  | { readonly type: 'recoverClientOnProvider' }
  | { readonly type: 'recoverClientOnConsumer' };

export type ConsumerChoice =
  /** The validator behind the key stops signing / signs again on this chain. */
  | { readonly type: 'stopSigning'; readonly key: ConsumerKey }
  | { readonly type: 'resumeSigning'; readonly key: ConsumerKey }
  | { readonly type: 'nextBlock'; readonly seconds: number }
  | { readonly type: 'quietBlocks'; readonly blocks: number; readonly seconds: number }
  /** A faulty binary (restart from a bad export) queues a report with a VSC id that the provider never issued (Q18). */
  | { readonly type: 'queueUnknownVscReport'; readonly key: ConsumerKey };

// ------------------------------------------------------------------------------------------------ messages

/** provider -> slash meter */
export type ToSlashMeter =
  /** BeginBlock: `seconds` passed, `totalPower` is what the staking EndBlock left. */
  | { readonly type: 'blockBegan'; readonly seconds: number; readonly totalPower: number }
  /** consumer record -> slash meter: a report that passed the phase and membership checks. */
  | ({ readonly type: 'throttleReport' } & AcceptedReport)
  /** provider -> slash meter: the power about to be jailed (0 if none). */
  | { readonly type: 'charge'; readonly power: number };

/** A downtime report on its way through the provider. */
export interface AcceptedReport {
  readonly consumer: ConsumerId;
  /** The key as reported; slash acks name this one. */
  readonly key: ConsumerKey;
  readonly validator: ValidatorId;
  readonly power: number;
  readonly vsc: VscRef;
  readonly slashFraction: Fraction;
  readonly jailSeconds: number;
}

export type ToProvider =
  /** slash meter -> provider (staking and slashing) */
  | ({ readonly type: 'handleDowntime' } & AcceptedReport)
  /** consumer record -> provider: an error that its EndBlock returns stops the chain (only faults send it). */
  | { readonly type: 'blockAborted'; readonly reason: string };

/** How a downtime report was decided; `bounced` is not final. */
export type DowntimeDecision =
  | 'executed'
  | 'absorbedJailed'
  | 'droppedNotInSet'
  | 'droppedStopped'
  | 'droppedUnbonded'
  | 'droppedTombstoned'
  | 'droppedUnknownValidator'
  | 'bounced';

export type ToConsumerRecord =
  /** provider, QueueVSCPackets: the epoch ended; bonded validators with lastPower > 0, sorted by id. */
  | { readonly type: 'epochEnded'; readonly bonded: readonly ValidatorPower[] }
  /** provider: VscId was incremented; every reference grows one older. */
  | { readonly type: 'vscIdAdvanced' }
  /** provider, SendVSCPackets: send everything pending (comes after `vscIdAdvanced`, as in EndBlockVSU). */
  | { readonly type: 'sendPendingVscs' }
  /** slash meter: the meter is negative. */
  | { readonly type: 'reportBounced'; readonly key: ConsumerKey }
  /** provider: the report was handled. */
  | { readonly type: 'reportHandled'; readonly key: ConsumerKey; readonly decision: DowntimeDecision }
  /** channel: a packet arrived. */
  | ({ readonly type: 'slashPacketReceived' } & Omit<SlashPacket, 'timesOutIn'>)
  /** channel: answers to `sendVscs`. */
  | { readonly type: 'vscsSent' }
  | { readonly type: 'sendRefusedClientExpired' }
  | { readonly type: 'sendFailedChannelClosed' }
  /** channel: a VSC timed out (the provider's end is closed already). */
  | { readonly type: 'vscTimedOut' }
  /** channel: ChanCloseConfirm closed the provider's end. */
  | { readonly type: 'channelCloseConfirmed' };

export type ToChannel =
  /** consumer record: sends all pending VSCs; answered by vscsSent / sendRefused... / sendFailed... */
  | { readonly type: 'sendVscs'; readonly packets: readonly ValidatorSetChange[] }
  /** consumer record: result of the slash packet just delivered. */
  | { readonly type: 'writeSlashAck'; readonly result: SlashAckResult }
  /** consumer: answered by slashSent / slashKept. */
  | { readonly type: 'sendSlash'; readonly report: DowntimeReport }
  /** consumer: ChanCloseInit after an error acknowledgement. */
  | { readonly type: 'closeFromConsumer' }
  /** provider / consumer: the chain's clock moved on by `seconds` (one block was committed). */
  | { readonly type: 'providerTimePassed'; readonly seconds: number }
  | { readonly type: 'consumerTimePassed'; readonly seconds: number }
  | { readonly type: 'vscIdAdvanced' };

export type ToConsumer =
  | ({ readonly type: 'vscReceived' } & ValidatorSetChange)
  | { readonly type: 'slashAcknowledged'; readonly result: SlashAckResult }
  /** channel: answers to `sendSlash`. */
  | { readonly type: 'slashSent' }
  | { readonly type: 'slashKept' }
  /** channel: the slash packet timed out / the counterparty closed: the consumer's end is closed. */
  | { readonly type: 'slashTimedOut' }
  | { readonly type: 'channelCloseConfirmed' }
  | { readonly type: 'vscIdAdvanced' };

// --------------------------------------------------------------------------------------------------- notes

/** What machines note for observers (emitted with `note(type, fields)` of src/system/authoring.ts). */
export type ModelNote =
  /** provider: every EndBlock; the height rises by `blocks` with it (one, save in `quietBlocks`). `epoch`: it ended an epoch. */
  | {
      readonly type: 'providerBlockEnded';
      readonly blocks: number;
      readonly epoch: boolean;
      readonly bonded: readonly ValidatorPower[];
    }
  /** provider: stake moved or burnt. `cause`: the consumer whose report it answers, or `provider`. */
  | {
      readonly type: 'slashed';
      readonly validator: ValidatorId;
      readonly cause: ConsumerId | 'provider';
      /** The amount the fraction of the claimed power comes to, and what was really burnt (of stake and of entries). */
      readonly nominal: number;
      readonly burnt: number;
    }
  | {
      readonly type: 'jailed';
      readonly validator: ValidatorId;
      readonly cause: ConsumerId | 'provider';
      readonly seconds: number;
      /** lastPower at that moment. */
      readonly power: number;
    }
  | { readonly type: 'unjailed'; readonly validator: ValidatorId }
  | { readonly type: 'tombstoned'; readonly validator: ValidatorId }
  | { readonly type: 'unbondingStarted'; readonly entry: UnbondingEntry }
  | { readonly type: 'unbondingCompleted'; readonly entry: UnbondingEntry }
  /** slash meter */
  | { readonly type: 'replenished'; readonly by: number }
  /** consumer record: a VSC was computed and queued; `set` is the whole keyed set it leads to. */
  | { readonly type: 'vscProvided'; readonly change: ValidatorSetChange; readonly set: readonly KeyPower[] }
  /** consumer record: a report got a decision. `acked`: its key was appended to the slash acks. */
  | {
      readonly type: 'reportDecided';
      readonly key: ConsumerKey;
      readonly validator: ValidatorId;
      readonly decision: DowntimeDecision;
      readonly acked: boolean;
    }
  | { readonly type: 'consumerStopped'; readonly reason: 'vscTimeout' | 'vscErrorAck' | 'sendFailed' }
  /** consumer: a report entered the queue. */
  | { readonly type: 'reportQueued'; readonly report: DowntimeReport }
  /** consumer: pending changes were applied at EndBlock; `set` is the new ccVal. */
  | { readonly type: 'changesApplied'; readonly set: readonly KeyPower[] }
  /** consumer: every block; the height rises by one. `set` is ccVal from now on. */
  | {
      readonly type: 'consumerBlockEnded';
      readonly set: readonly KeyPower[];
      readonly signers: readonly KeyPower[];
    };

/** All messages are machine events. */
export type ModelMessage = (ToSlashMeter | ToProvider | ToConsumerRecord | ToChannel | ToConsumer) &
  MachineEvent;

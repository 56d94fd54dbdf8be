/** What the machines say to each other, by receiver. */
import type { MachineEvent } from '../../src/system/vocabulary.ts';
import type { SlashAckResult, SlashPacket } from './channel-state.ts';
import type { DowntimeReport } from './consumer-state.ts';
import type { Equivocation, EquivocationPunishment, SubmittedEvidence } from './equivocation.ts';
import type { ConsumerId, ConsumerKey, Fraction, ValidatorId, VscRef } from './names.ts';
import type { StakedValidator, ValidatorPower } from './provider-state.ts';
import type { Ownership, PowerShaping } from './shaping-state.ts';
import type { OwnersDecision, SetPenalties, ToOwnership } from './ownership.ts';
import type { PhaseChanged } from './phase-changed.ts';
import type { OwnInfraction, ToStandalone } from './standalone.ts';
import type { Coin, RewardMessage } from './rewards.ts';
import type { KeyPower, ValidatorSetChange } from './validator-set-change.ts';

/** provider -> slash meter */
export type ToSlashMeter =
  /** BeginBlock (v1-v3): so many seconds passed. */
  | { readonly type: 'providerTimePassed'; readonly seconds: number }
  /** EndBlock (v1-v3): a replenishment may be due; `totalPower` is what the staking EndBlock left. */
  | { readonly type: 'replenishmentChecked'; readonly totalPower: number }
  /** BeginBlock: `seconds` passed, `totalPower` is what the staking EndBlock left. */
  | { readonly type: 'blockBegan'; readonly seconds: number; readonly totalPower: number }
  /** consumer record -> slash meter: a report that passed the phase and membership checks; by way of the slash queue in v1-v3. */
  | OfferedReport
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

/** A report that asks for the leave of the slash meter. */
export interface OfferedReport extends AcceptedReport {
  readonly type: 'throttleReport';
  /** How many maturities the slash queue handled in this block before it came to reports (v1-v3). */
  readonly maturedBefore?: number;
}

export type ToSlashQueue =
  /** consumer record: a report was received. */
  | ({ readonly type: 'throttleReport' } & AcceptedReport)
  /** consumer record: a maturity packet was received. */
  | { readonly type: 'throttleMaturity'; readonly consumer: ConsumerId; readonly vsc: VscRef }
  /** consumer record: the consumer was removed, nothing of it is to be handled any more. */
  | { readonly type: 'dropThrottled'; readonly consumer: ConsumerId }
  /** provider, EndBlockCIS: handle what may be handled. */
  | { readonly type: 'handleThrottledPackets' }
  /** slash meter: the report that was offered is handled. */
  | { readonly type: 'reportServed'; readonly maturedBefore: number }
  /** provider: the module's state was exported, and is read back. */
  | { readonly type: 'stateRestored' }
  | { readonly type: 'vscIdAdvanced' };

/** Bonded and active validators at the moment of a launch. */
export interface LaunchMoment {
  /** Bonded validators with lastPower > 0, sorted by id. */
  readonly bonded: readonly StakedValidator[];
  /** Those of them that run the provider's consensus, sorted. */
  readonly active: readonly ValidatorId[];
}

export type ToLifecycleQueues =
  /** provider, BeginBlock: `seconds` passed. */
  | ({ readonly type: 'handleTimeQueues'; readonly seconds: number } & LaunchMoment)
  /** consumer record: launch it `seconds` from now. */
  | { readonly type: 'queueLaunch'; readonly consumer: ConsumerId; readonly seconds: number }
  /** consumer record: launch it `seconds` from now, and not when it was to be launched; fails if it is not queued. */
  | { readonly type: 'moveLaunch'; readonly consumer: ConsumerId; readonly seconds: number }
  /** consumer record: do not launch it; answered by `launchCancelled`, or fails if it is not queued. */
  | { readonly type: 'cancelLaunch'; readonly consumer: ConsumerId }
  /** consumer record: delete it an unbonding period from now. */
  | { readonly type: 'queueRemoval'; readonly consumer: ConsumerId };
/** What began to unbond: stake of a validator (an undelegation, a redelegation), or the validator itself. */
export type UnbondingOperation = 'entry' | 'validator';

export type ToProvider =
  /** consumer record: this consumer has to mature the current VSC id before what just began may unbond. */
  | {
      readonly type: 'unbondingHeld';
      readonly consumer: ConsumerId;
      readonly validator: ValidatorId;
      readonly operation: UnbondingOperation;
    }
  /** consumer record: the consumer matured that id, or (`all`) was removed. */
  | { readonly type: 'holdsReleased'; readonly consumer: ConsumerId; readonly vsc: VscRef | 'all' }
  /** provider, EndBlock (v1-v3): packets that waited are handled, the block goes on; the next one begins `seconds` later. */
  | { readonly type: 'restOfBlock'; readonly seconds: number }
  /** slash meter -> provider (staking and slashing) */
  | ({ readonly type: 'handleDowntime' } & AcceptedReport)
  /** keys -> provider: the hook of a validator's creation fails, because its key is assigned on a consumer. */
  | { readonly type: 'creationAborted'; readonly validator: ValidatorId }
  /** consumer record -> provider, by way of the penalties of the consumer where these can change: proof of equivocation */
  | ({ readonly type: 'punishEquivocation' } & EquivocationPunishment)
  /** consumer record -> provider: an error that its EndBlock returns stops the chain (only faults send it). */
  | { readonly type: 'blockAborted'; readonly reason: string }
  /** consumer record, ChanOpenConfirm: InitChainHeight of the consumer is the current height. */
  | { readonly type: 'channelOpened'; readonly consumer: ConsumerId };

/** What the penalties of a consumer hear, where its owner may change them. */
export type ToPenalties =
  /** consumer record: on its way to the slash meter, or to the provider. */
  | ({ readonly type: 'throttleReport' } & AcceptedReport)
  | ({ readonly type: 'punishEquivocation' } & EquivocationPunishment)
  /** ownership */
  | SetPenalties
  /** provider, BeginBlock: `seconds` passed. */
  | { readonly type: 'penaltyChangesComeCloser'; readonly seconds: number };

/** consumer -> evidence: somebody signed twice, for all the world to see. */
export type ToEvidence = { readonly type: 'equivocationSeen' } & Equivocation;

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

/** A validator on its way from the bonded set to the set of a consumer. */
export interface ShapedValidator extends ValidatorPower {
  /** The key it uses there, where keys are assigned by transaction; otherwise the instance tells. */
  readonly key?: ConsumerKey;
}

/** provider, QueueVSCPackets: the epoch ended; bonded validators with lastPower > 0, sorted by id. */
export interface EpochEnded {
  readonly type: 'epochEnded';
  readonly bonded: readonly StakedValidator[];
}

/** Of consumers whose validator set is shaped. */
export type ToShaping =
  | EpochEnded
  /** lifecycle queues, BeginBlock: the spawn time of the consumer has come. */
  | ({ readonly type: 'launchMoment' } & LaunchMoment)
  /** provider: transactions that passed its own checks. */
  | { readonly type: 'optInSubmitted'; readonly validator: ValidatorId }
  | { readonly type: 'optOutSubmitted'; readonly validator: ValidatorId; readonly lastPower: number }
  /** `active`: the provider's active validators as the power index orders them at this moment, with lastPower. */
  | {
      readonly type: 'shapingUpdateSubmitted';
      readonly parameters: PowerShaping;
      readonly active: readonly ValidatorPower[];
      readonly ownership?: Ownership;
    }
  /** consumer record */
  | PhaseChanged;

/**
 * provider, QueueVSCPackets: the epoch ended. Optional stages (power shaping, key assignment) pass it on, each having
 * done its part to the list.
 */
export interface EpochEndPassedOn {
  readonly type: 'epochEnded';
  readonly bonded: readonly ShapedValidator[];
}

/** lifecycle queues, BeginBlock: the spawn time of the consumer has come; passed on by optional stages likewise. */
export interface LaunchMomentPassedOn extends Pick<LaunchMoment, 'active'> {
  readonly type: 'launchMoment';
  readonly bonded: readonly ShapedValidator[];
}

/** channel: a slash packet arrived. */
export interface SlashPacketReceived extends Omit<SlashPacket, 'timesOutIn'> {
  readonly type: 'slashPacketReceived';
  /** Who stands behind the key, where keys are assigned by transaction; otherwise the instance tells. */
  readonly validator?: ValidatorId;
}

/** evidence: a transaction with what is said to prove an equivocation. */
export interface EvidenceSubmitted extends SubmittedEvidence {
  readonly type: 'evidenceSubmitted';
  /** Who stands behind the key, where keys are assigned by transaction; otherwise the instance tells. */
  readonly validator?: ValidatorId;
}

/** Of consumers whose validators may change their keys. */
export type ToKeys =
  | EpochEndPassedOn
  | LaunchMomentPassedOn
  | SlashPacketReceived
  | EvidenceSubmitted
  /** provider: an operator asks for a key. `usedBy`: who validates the provider itself with that key, if anybody. */
  | {
      readonly type: 'keyRequested';
      readonly validator: ValidatorId;
      readonly key: ConsumerKey;
      readonly usedBy: ValidatorId | '';
    }
  /** provider, hooks of staking */
  | { readonly type: 'validatorCreated'; readonly validator: ValidatorId }
  | { readonly type: 'validatorRemoved'; readonly validator: ValidatorId }
  /** provider: so many blocks ended, the last of which took the clock to `seconds` later. */
  | { readonly type: 'providerBlocksEnded'; readonly blocks: number; readonly seconds: number }
  /** provider: VscId was incremented. */
  | { readonly type: 'vscIdAdvanced' }
  /** consumer record: the consumer reported that the VSC has matured. */
  | { readonly type: 'vscMatured'; readonly vsc: VscRef }
  /** consumer record */
  | PhaseChanged;

export type ToConsumerRecord =
  | EpochEndPassedOn
  | SlashPacketReceived
  /** provider, hook AfterUnbondingInitiated: an unbonding began. */
  | {
      readonly type: 'unbondingInitiated';
      readonly validator: ValidatorId;
      readonly operation: UnbondingOperation;
    }
  /** channel: a VSCMatured packet arrived. */
  | { readonly type: 'vscMaturedReceived'; readonly vsc: VscRef }
  /** slash queue (v1-v3): the turn of a maturity packet has come that was received before. */
  | { readonly type: 'maturityDue'; readonly vsc: VscRef }
  /** deadlines, EndBlockCCR: the consumer did not mature a VSC in time. */
  | { readonly type: 'answerOverdue' }
  /** deadlines, EndBlockCCR: the channel of the consumer was not opened in time. */
  | { readonly type: 'openingOverdue' }
  /** provider: VscId was incremented; every reference grows one older. */
  | { readonly type: 'vscIdAdvanced' }
  /** provider, SendVSCPackets: send everything pending (comes after `vscIdAdvanced`, as in EndBlockVSU). */
  | { readonly type: 'sendPendingVscs' }
  /** slash meter: the meter is negative. */
  | { readonly type: 'reportBounced'; readonly key: ConsumerKey; readonly validator: ValidatorId }
  /** provider: the report was handled. */
  | {
      readonly type: 'reportHandled';
      readonly key: ConsumerKey;
      readonly validator: ValidatorId;
      readonly decision: DowntimeDecision;
    }
  | EvidenceSubmitted
  /** channel: answers to `sendVscs`. */
  | { readonly type: 'vscsSent' }
  | { readonly type: 'sendRefusedClientExpired' }
  | { readonly type: 'sendFailedChannelClosed' }
  /** channel: a VSC timed out (the provider's end is closed already). */
  | { readonly type: 'vscTimedOut' }
  /** channel: the consumer answered a VSC with an error. */
  | { readonly type: 'vscRefused' }
  /** channel: ChanCloseConfirm closed the provider's end. */
  | { readonly type: 'channelCloseConfirmed' }
  /** channel, ChanOpenTry and ChanOpenConfirm: may this be its CCV channel? Answered by `openingAccepted`, or fails. */
  | { readonly type: 'channelTried' }
  | { readonly type: 'channelConfirmed' }
  | LaunchMomentPassedOn
  /** lifecycle queues: it is not to be launched any more. */
  | { readonly type: 'launchCancelled' }
  /** lifecycle queues, BeginBlock: its removal time has come. */
  | { readonly type: 'removalMoment' };

export type ToDeadlines =
  /** consumer record: these VSCs are on their way. */
  | { readonly type: 'maturitiesAwaited'; readonly vscs: readonly VscRef[] }
  /** consumer record: the consumer matured this one. */
  | { readonly type: 'vscMatured'; readonly vsc: VscRef }
  /** consumer record: the consumer is launched, and its channel to be opened. */
  | { readonly type: 'openingAwaited' }
  /** consumer record: the channel is open. */
  | { readonly type: 'openingDone' }
  /** consumer record: the consumer was removed. */
  | { readonly type: 'consumerRemoved' }
  /** provider: the module's state was exported, and is read back. */
  | { readonly type: 'stateRestored' }
  /** provider, EndBlockCCR: is anything overdue? */
  | { readonly type: 'deadlinesChecked' }
  | { readonly type: 'providerTimePassed'; readonly seconds: number }
  | { readonly type: 'vscIdAdvanced' };

export type ToChannel =
  /** consumer record: sends all pending VSCs; answered by vscsSent / sendRefused... / sendFailed... */
  | { readonly type: 'sendVscs'; readonly packets: readonly ValidatorSetChange[] }
  /** consumer record: result of the slash packet just delivered. */
  | { readonly type: 'writeSlashAck'; readonly result: SlashAckResult }
  /** consumer: answered by slashSent / slashKept. */
  | { readonly type: 'sendSlash'; readonly report: DowntimeReport }
  /** consumer: answered by maturedSent / maturedKept. */
  | { readonly type: 'sendMatured'; readonly vscs: readonly VscRef[] }
  /** consumer: ChanCloseInit after an error acknowledgement. */
  | { readonly type: 'closeFromConsumer' }
  /** consumer rewards: one ICS-20 transfer for each; answered by transfersSent / transfersKept. */
  | { readonly type: 'sendTransfers'; readonly coins: readonly Coin[] }
  /** consumer: it answers the VSC just delivered with an error. */
  | { readonly type: 'refuseVsc' }
  /** consumer: it produces no block any more. */
  | { readonly type: 'consumerHalted' }
  /** consumer record: the consumer is launched, so that each chain has a light client of the other. */
  | { readonly type: 'clientsCreated' }
  /** consumer record: the step of the handshake that it was asked about may be taken. */
  | { readonly type: 'openingAccepted' }
  /** consumer record: the consumer is deleted (ChanCloseInit, and nobody owns the channel from now on). */
  | { readonly type: 'consumerDeleted' }
  /** provider / consumer: the chain's clock moved on by `seconds` (one block was committed). */
  | { readonly type: 'providerTimePassed'; readonly seconds: number }
  | { readonly type: 'consumerTimePassed'; readonly seconds: number }
  | { readonly type: 'vscIdAdvanced' };

export type ToConsumer =
  /** consumer record, or the standalone chain that it was before: the chain may start, with this validator set. */
  | { readonly type: 'genesisMade'; readonly set: readonly KeyPower[] }
  /** standalone chain: evidence of what one of its own validators did reached the chain after it became a consumer. */
  | ({ readonly type: 'oldInfractionFound' } & OwnInfraction)
  | ({ readonly type: 'vscReceived' } & ValidatorSetChange)
  | { readonly type: 'slashAcknowledged'; readonly result: SlashAckResult }
  /** channel: answers to `sendSlash`. */
  | { readonly type: 'slashSent' }
  | { readonly type: 'slashKept' }
  /** channel: answers to `sendMatured`. */
  | { readonly type: 'maturedSent' }
  | { readonly type: 'maturedKept' }
  /** channel: the slash packet timed out / the counterparty closed: the consumer's end is closed. */
  | { readonly type: 'slashTimedOut' }
  | { readonly type: 'channelCloseConfirmed' }
  /** consumer rewards: a module returned an error in EndBlock. */
  | { readonly type: 'endBlockFailed'; readonly reason: string }
  | { readonly type: 'vscIdAdvanced' };

/** All messages are machine events. */
export type ModelMessage = (
  | ToSlashMeter
  | ToSlashQueue
  | ToLifecycleQueues
  | ToProvider
  | ToPenalties
  | ToShaping
  | ToKeys
  | ToConsumerRecord
  | OwnersDecision
  | ToOwnership
  | ToDeadlines
  | ToEvidence
  | ToChannel
  | ToConsumer
  | ToStandalone
  | RewardMessage
) &
  MachineEvent;

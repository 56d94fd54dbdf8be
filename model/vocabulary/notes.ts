/** What the machines note for observers and readers of a trace; no machine hears it. */
import type { DowntimeReport } from './consumer-state.ts';
import type { KeyRefusal } from './keys-state.ts';
import type { Equivocation, EvidenceRefusal, SubmittedEvidence } from './equivocation.ts';
import type { DowntimeDecision } from './messages.ts';
import type { ConsumerId, ConsumerKey, ValidatorId, VscRef } from './names.ts';
import type { UnbondingEntry, ValidatorPower } from './provider-state.ts';
import type { OwnershipNote } from './ownership.ts';
import type { RewardNote } from './rewards.ts';
import type { StandaloneNote } from './standalone.ts';
import type { KeyPower, ValidatorSetChange } from './validator-set-change.ts';

/** What machines note for observers (emitted with `note(type, fields)` of src/system/authoring.ts). */
export type ModelNote =
  | RewardNote
  | OwnershipNote
  | StandaloneNote
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
  /** consumer: a key signed twice. */
  | ({ readonly type: 'equivocated' } & Equivocation)
  /** consumer: its own evidence module reports a double sign. */
  | { readonly type: 'doubleSignReportQueued'; readonly report: DowntimeReport }
  /** consumer record: a double-sign report came, and is only logged. */
  | { readonly type: 'doubleSignLogged'; readonly key: ConsumerKey; readonly validator: ValidatorId }
  /** consumer record: evidence is sound and goes on to be executed. */
  | ({ readonly type: 'evidenceAccepted'; readonly validator: ValidatorId } & SubmittedEvidence)
  /** consumer record or provider: evidence that changes nothing. */
  | { readonly type: 'evidenceRefused'; readonly key: ConsumerKey; readonly reason: EvidenceRefusal }
  /** penalties: others are in force from now on. */
  | { readonly type: 'penaltiesChanged'; readonly choice: number }
  | { readonly type: 'unbondingStarted'; readonly entry: UnbondingEntry }
  | { readonly type: 'unbondingCompleted'; readonly entry: UnbondingEntry }
  /** shaping: a validator validates the consumer from the end of the epoch on; `byTopN`: whether it wants to or not. */
  | { readonly type: 'optedIn'; readonly validator: ValidatorId; readonly byTopN: boolean }
  | { readonly type: 'optedOut'; readonly validator: ValidatorId }
  /** shaping: it is in the top N, whose least power is `minPower`. */
  | {
      readonly type: 'optOutRefused';
      readonly validator: ValidatorId;
      readonly lastPower: number;
      readonly minPower: number;
    }
  /** shaping: the update was not its owner's to make, or would leave a Top-N chain without governance as its owner. */
  | { readonly type: 'updateRefused' }
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
  /** keys: `replaced` is the assigned key that it takes the place of, `''` if none was assigned. */
  | {
      readonly type: 'keyAssigned';
      readonly validator: ValidatorId;
      readonly key: ConsumerKey;
      readonly replaced: ConsumerKey | '';
      /** The replaced key goes on leading to the validator for a while. */
      readonly kept: boolean;
    }
  /** keys: the assignment succeeds without effect; `used` is the key that the validator uses now. */
  | {
      readonly type: 'keyUnchanged';
      readonly validator: ValidatorId;
      readonly key: ConsumerKey;
      readonly used: ConsumerKey;
    }
  | {
      readonly type: 'keyAssignmentRefused';
      readonly validator: ValidatorId;
      readonly key: ConsumerKey;
      readonly reason: KeyRefusal;
    }
  /** keys: a replaced key leads to its validator no more. */
  | { readonly type: 'keyPruned'; readonly key: ConsumerKey; readonly validator: ValidatorId }
  /** keys: its validator is gone, and the key leads to nobody from now on. */
  | { readonly type: 'keyReleased'; readonly key: ConsumerKey; readonly validator: ValidatorId }
  /** provider: a validator was not created, since its key is assigned on a consumer. */
  | { readonly type: 'creationRefused'; readonly validator: ValidatorId }
  | {
      readonly type: 'consumerStopped';
      readonly reason:
        'vscTimeout' | 'vscErrorAck' | 'sendFailed' | 'removedByOwner' | 'answerOverdue' | 'openingOverdue';
    }
  /** consumer record: launched with this set, or not launched. */
  | { readonly type: 'consumerLaunched'; readonly set: readonly KeyPower[] }
  | { readonly type: 'launchFailed' }
  /** consumer record: everything that was kept of it is deleted. */
  | { readonly type: 'consumerDeleted' }
  /** consumer record: the channel is the CCV channel from now on, or was refused. */
  | { readonly type: 'channelAccepted' }
  | { readonly type: 'channelRefused' }
  /** consumer record: the maturity of a VSC was registered. */
  | { readonly type: 'maturityRegistered'; readonly vsc: VscRef }
  /** consumer: a report entered the queue. */
  | { readonly type: 'reportQueued'; readonly report: DowntimeReport }
  /** consumer: the unbonding period of a VSC is over; its maturity packet joins the queue. */
  | { readonly type: 'maturityQueued'; readonly vsc: VscRef }
  /** consumer: pending changes were applied at EndBlock; `set` is the new ccVal. */
  | { readonly type: 'changesApplied'; readonly set: readonly KeyPower[] }
  /** consumer: every block; the height rises by one. `set` is ccVal from now on. */
  | {
      readonly type: 'consumerBlockEnded';
      readonly set: readonly KeyPower[];
      readonly signers: readonly KeyPower[];
    };

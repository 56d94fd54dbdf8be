/** Requests about a consumer that only its owner may make, and what becomes of them. */
import type { ConsumerRecordChoice, PenaltiesChoice } from './environment-choices.ts';
import type { PhaseChanged } from './phase-changed.ts';
import type { Denom, RewardChoice } from './rewards.ts';
import type { ConsumerOwner } from './shaping-state.ts';

/** Transactions that somebody signs, who may own the consumer or not; `by` is who signed. */
export type OwnershipChoice =
  /** MsgUpdateConsumer with a spawn time `seconds` from now. */
  | { readonly type: 'requestLaunch'; readonly seconds: number; readonly by: ConsumerOwner }
  /** MsgUpdateConsumer with spawn time zero. */
  | { readonly type: 'withdrawLaunch'; readonly by: ConsumerOwner }
  /** MsgUpdateConsumer with infraction parameters: `choice` is their position among those that the instance names. */
  | { readonly type: 'requestPenalties'; readonly choice: number; readonly by: ConsumerOwner }
  /** MsgUpdateConsumer with a list of denominations that are distributed for the consumer besides the registered ones. */
  | { readonly type: 'requestDenoms'; readonly denoms: readonly Denom[]; readonly by: ConsumerOwner }
  /** MsgUpdateConsumer with a new owner. */
  | { readonly type: 'handOver'; readonly by: ConsumerOwner; readonly to: ConsumerOwner }
  /** MsgRemoveConsumer. */
  | { readonly type: 'requestRemoval'; readonly by: ConsumerOwner };

/** Why a request changes nothing. */
export type RequestRefusal = 'notOwner' | 'wrongPhase' | 'alreadyLaunched';

export interface OwnershipContext {
  readonly owner: ConsumerOwner;
}

export type ToOwnership =
  /** consumer record: the phase, on which it depends what may be asked for. */
  | PhaseChanged
  /** shaping: the owner handed the consumer over in an update of how its set is shaped. */
  | { readonly type: 'handedOver'; readonly owner: ConsumerOwner };

/** What the record of the consumer is told to do once it is known that its owner wants it. */
export type OwnersDecision = Extract<
  ConsumerRecordChoice,
  { readonly type: 'scheduleLaunch' | 'unscheduleLaunch' | 'removeConsumer' }
>;

/** ownership -> penalties: before the launch, these parameters are in force from now on. */
export interface SetPenalties {
  readonly type: 'setInfractionParameters';
  readonly choice: number;
}

/** And what its penalties are told: after the launch a change waits, before it does not. */
export type OwnersPenalties = PenaltiesChoice | SetPenalties;

/** To what is owed for it, where it pays rewards. */
export type OwnersAllowlist = Extract<RewardChoice, { readonly type: 'allowDenoms' }>;

export type OwnershipNote =
  | {
      readonly type: 'requestRefused';
      readonly request: OwnershipChoice['type'];
      readonly reason: RequestRefusal;
    }
  | { readonly type: 'ownerChanged'; readonly owner: ConsumerOwner };

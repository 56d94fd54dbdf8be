/** Requests about a consumer that only its owner may make, and what becomes of them. */
import type { ConsumerRecordChoice, PenaltiesChoice } from './environment-choices.ts';
import type { ToPenalties } from './messages.ts';
import type { PhaseChanged } from './phase-changed.ts';
import type { ConsumerOwner } from './shaping-state.ts';

/** Transactions that somebody signs, who may own the consumer or not; `by` is who signed. */
export type OwnershipChoice =
  /** MsgUpdateConsumer with a spawn time `seconds` from now. */
  | { readonly type: 'requestLaunch'; readonly seconds: number; readonly by: ConsumerOwner }
  /** MsgUpdateConsumer with spawn time zero. */
  | { readonly type: 'withdrawLaunch'; readonly by: ConsumerOwner }
  /** MsgUpdateConsumer with infraction parameters: `choice` is their position among those that the instance names. */
  | { readonly type: 'requestPenalties'; readonly choice: number; readonly by: ConsumerOwner }
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

/** And what its penalties are told: after the launch a change waits, before it does not. */
export type OwnersPenalties =
  PenaltiesChoice | Extract<ToPenalties, { readonly type: 'setInfractionParameters' }>;

export type OwnershipNote =
  | {
      readonly type: 'requestRefused';
      readonly request: OwnershipChoice['type'];
      readonly reason: RequestRefusal;
    }
  | { readonly type: 'ownerChanged'; readonly owner: ConsumerOwner };

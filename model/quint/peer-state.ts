/**
 * What a trace of the ICS project's own Quint model (tests/mbt/model) holds of each state and of each action, as far as
 * it can be compared with this model. Times are dates in seconds there, VSC ids are absolute, and powers are kept by node name on
 * the provider and by consumer key on consumers.
 */
import type { ConsumerId, ConsumerKey, ValidatorId } from '../vocabulary.ts';

export type Powers = ReadonlyMap<string, number>;

/** The clock of a chain, and its validator sets. */
export interface PeerChain {
  /** The set of the block in progress, members of power 0 included. */
  readonly currentPowers: Powers;
  /** The set that was committed last; undefined before the first block. */
  readonly committedPowers: Powers | undefined;
  readonly runningTimestamp: number;
  readonly height: number;
  /** On the provider: until when each validator is jailed. */
  readonly jailedUntil: ReadonlyMap<ValidatorId, number>;
}

export interface PeerVscPacket {
  readonly kind: 'vsc';
  readonly id: number;
  /** The whole set, by key. */
  readonly powers: Powers;
  readonly slashAcks: readonly ConsumerKey[];
  readonly timeoutTime: number;
}

export interface PeerMaturedPacket {
  readonly kind: 'matured';
  readonly id: number;
  readonly timeoutTime: number;
}

export interface PeerSlashPacket {
  readonly kind: 'slash';
  readonly id: number;
  readonly key: ConsumerKey;
  readonly isDowntime: boolean;
  readonly timeoutTime: number;
}

export type PeerPacketToProvider = PeerMaturedPacket | PeerSlashPacket;

export type PeerStatus = 'not consumer' | 'running' | 'stopped' | 'timedout';

export interface PeerConsumer {
  readonly status: PeerStatus;
  readonly chain: PeerChain;
  /** VSC packets in flight, oldest first. */
  readonly toConsumer: readonly PeerVscPacket[];
  /** Ids of the VSC packets that the consumer has not answered, oldest first. */
  readonly unanswered: readonly number[];
  /** Packets to the provider in flight, oldest first, and those that wait for the end of a block. */
  readonly toProvider: readonly PeerPacketToProvider[];
  readonly queued: readonly PeerPacketToProvider[];
  /** When the VSCs received mature, oldest first. */
  readonly maturing: readonly { readonly id: number; readonly at: number }[];
  readonly outstandingDowntime: ReadonlySet<ConsumerKey>;
  readonly awaitsSlashAck: boolean;
  /** Slash packets that the provider received in the block in progress. */
  readonly slashesReceived: number;
  /** Keys in use, by validator, and validators by key, replaced keys included. */
  readonly keyOf: ReadonlyMap<ValidatorId, ConsumerKey>;
  readonly validatorOf: ReadonlyMap<ConsumerKey, ValidatorId>;
  /** Keys to forget when the VSC of that id matures; empty lists left out. */
  readonly toPrune: ReadonlyMap<number, readonly ConsumerKey[]>;
}

export interface PeerState {
  readonly provider: PeerChain;
  /** Of the next VSC. */
  readonly nextVscId: number;
  readonly consumers: ReadonlyMap<ConsumerId, PeerConsumer>;
}

export type PeerAction =
  | { readonly kind: 'VotingPowerChange'; readonly validator: ValidatorId; readonly changeAmount: number }
  | {
      readonly kind: 'EndAndBeginBlockForProvider';
      readonly timeAdvancement: number;
      readonly consumersToStart: readonly ConsumerId[];
      readonly consumersToStop: readonly ConsumerId[];
    }
  | {
      readonly kind: 'EndAndBeginBlockForConsumer';
      readonly consumerChain: ConsumerId;
      readonly timeAdvancement: number;
    }
  | { readonly kind: 'DeliverVscPacket'; readonly consumerChain: ConsumerId }
  | { readonly kind: 'DeliverPacketToProvider'; readonly consumerChain: ConsumerId }
  | {
      readonly kind: 'ConsumerInitiatedSlash';
      readonly consumerChain: ConsumerId;
      /** The consumer key. */
      readonly validator: ConsumerKey;
      readonly vscId: number;
      readonly isDowntime: boolean;
    }
  | {
      readonly kind: 'KeyAssignment';
      readonly consumerChain: ConsumerId;
      readonly validator: ValidatorId;
      readonly consumerAddr: ConsumerKey;
    };

export interface PeerTrace {
  readonly initial: PeerState;
  readonly steps: readonly { readonly action: PeerAction; readonly state: PeerState }[];
}

/** The variables of a trace that hold all of this. */
export const peerVariables = ['currentState', 'trace', 'params'] as const;

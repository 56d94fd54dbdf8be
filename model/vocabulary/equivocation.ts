/** Equivocation on a consumer: what proves it, who hears of it, and what it costs. */
import type { ConsumerId, ConsumerKey, Fraction, ValidatorId, VscRef } from './names.ts';

/** Two votes of one height for different blocks, or a part in two conflicting headers that a light client accepts. */
export type EquivocationKind = 'doubleVote' | 'lightClientAttack';

/** Somebody equivocated, and whoever watches the chain can prove it. */
export interface EquivocationProof {
  readonly key: ConsumerKey;
  readonly kind: EquivocationKind;
}

/** What is proved on one consumer chain. */
export interface EvidenceContext {
  /** Sorted by key, then by kind. */
  readonly proofs: readonly EquivocationProof[];
}

/** Evidence as it is handed in at the provider, whether or not it proves anything. */
export interface SubmittedEvidence extends EquivocationProof {
  /** The chain id that the votes are signed for. */
  readonly chainId: string;
  /** Not older than the first height at which the provider's client knows the chain. */
  readonly recent: boolean;
  /** The votes are for different blocks. */
  readonly conflicting: boolean;
  /** The key has really signed both. */
  readonly signed: boolean;
  /** Further keys named as signers whose signatures are not valid; sorted. */
  readonly unsigned: readonly ConsumerKey[];
}

/** What an infraction of one kind costs. */
export interface Penalty {
  readonly slashFraction: Fraction;
  readonly jailSeconds: number;
  readonly tombstone: boolean;
}

/** Infraction parameters of a consumer. The code ignores the tombstone flag for downtime. */
export interface Penalties {
  readonly downtime: Omit<Penalty, 'tombstone'>;
  readonly doubleSign: Penalty;
}

/** The penalties of one consumer, where its owner may change them. */
export interface PenaltiesContext {
  /** Position among the parameters that the instance names; 0 are those at the launch. */
  readonly inForce: number;
  /** A change that waits until unbondings begun before it are over. */
  readonly queued: { readonly choice: number; readonly dueIn: number } | null;
}

/** A punishment that evidence asks for. */
export interface EquivocationPunishment extends Penalty {
  readonly consumer: ConsumerId;
  /** As in the evidence. */
  readonly key: ConsumerKey;
  readonly kind: EquivocationKind;
  readonly validator: ValidatorId;
  /** What a slash packet says of the infraction, where it is executed (ICS-28 as written); evidence says nothing of it. */
  readonly reported?: { readonly power: number; readonly vsc: VscRef };
}

/** Why evidence changes nothing. */
export type EvidenceRefusal =
  | 'noClient'
  | 'tooOld'
  | 'otherChain'
  | 'noConflict'
  | 'badSignature'
  | 'unknownValidator'
  | 'unbonded'
  | 'tombstoned';

/** An equivocation as it happened, with the power that the consumer gave the key and the VSC id it goes back to. */
export interface Equivocation extends EquivocationProof {
  readonly power: number;
  readonly vsc: VscRef;
}

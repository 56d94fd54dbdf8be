/** What the provider remembers of the consensus keys that its validators use on one consumer. */
import type { ConsumerKey, ValidatorId } from './names.ts';

export interface KeyAssignment {
  readonly validator: ValidatorId;
  readonly key: ConsumerKey;
}

/** A replaced key that still leads to its validator. */
export interface ReplacedKey {
  readonly key: ConsumerKey;
  /** Seconds until it may be forgotten; 0 = with the next EndBlock. */
  readonly forgottenIn: number;
}

/** The same where maturities of VSCs decide (v1-v5). */
export interface KeyAwaitingMaturity {
  readonly key: ConsumerKey;
  /** Age of the VSC id that was current when it was replaced. */
  readonly vsc: number;
}

export interface KeysContext {
  /** ValidatorConsumerPubKey: assigned keys, sorted by validator; who is not here uses its provider key. */
  readonly assigned: readonly KeyAssignment[];
  /** ValidatorByConsumerAddr: whom a key leads to, replaced keys included; sorted by key. */
  readonly owners: readonly KeyAssignment[];
  /** ConsumerAddrsToPrune: sorted by due time, then by key. */
  readonly toPrune: readonly ReplacedKey[];
  /** ConsumerAddrsToPrune by VSC id: sorted by key. */
  readonly awaitingMaturity: readonly KeyAwaitingMaturity[];
}

/** Why an assignment fails. */
export type KeyRefusal = 'consumerInactive' | 'keyOfAnotherValidator' | 'ownKeyByDefault' | 'keyInUse';

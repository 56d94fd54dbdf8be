/** A chain with a staking of its own that becomes a consumer: what it remembers, hears, says and notes (ADR-010). */
import type { ConsumerKey } from './names.ts';
import type { KeyPower } from './validator-set-change.ts';

/** A double sign of one of its own validators that nobody has handed in yet. */
export interface OwnInfraction extends KeyPower {
  /** Seconds until it is too old to be punished: the rest of an unbonding period that began with it. */
  readonly expiresIn: number;
}

export interface StandaloneContext {
  /** The set that signs the block after the current one, and the one that signs the current one; sorted by key. */
  readonly set: readonly KeyPower[];
  readonly signers: readonly KeyPower[];
  /** Stake on the chain itself, sorted by key. It outlasts the changeover. */
  readonly validators: readonly { readonly key: ConsumerKey; readonly tokens: number }[];
  /** Undelegations on the chain itself, oldest first. */
  readonly unbonding: readonly {
    readonly key: ConsumerKey;
    readonly tokens: number;
    readonly completesIn: number;
  }[];
  /** Oldest first. */
  readonly infractions: readonly OwnInfraction[];
  /** The set in the genesis of the CCV module, until it is in force; null before there is one and afterwards. */
  readonly genesis: readonly KeyPower[] | null;
}

export type StandaloneChoice =
  | { readonly type: 'nextBlock'; readonly seconds: number }
  /** The software upgrade that adds the CCV module runs in the block in progress. */
  | { readonly type: 'upgrade' }
  | { readonly type: 'undelegateAtHome'; readonly key: ConsumerKey }
  | { readonly type: 'signTwiceAtHome'; readonly key: ConsumerKey }
  /** The chain's evidence module handles the oldest double sign of that validator. */
  | { readonly type: 'reportOldDoubleSign'; readonly key: ConsumerKey };

export type ToStandalone =
  /** consumer record: the provider made the genesis of the CCV module. */
  | { readonly type: 'genesisMade'; readonly set: readonly KeyPower[] }
  /** consumer: a block of the chain, which is a consumer by now, was committed. */
  | { readonly type: 'ownTimePassed'; readonly seconds: number }
  /** consumer: the infraction is for the chain's own staking to punish. */
  | ({ readonly type: 'slashOwn' } & OwnInfraction);

export type StandaloneNote =
  | { readonly type: 'ownSetSwitched'; readonly set: readonly KeyPower[] }
  | { readonly type: 'ownDoubleSigned'; readonly key: ConsumerKey }
  /** The stake of that validator was burnt; 0 tokens: there is none under that key. */
  | { readonly type: 'ownSlashed'; readonly key: ConsumerKey; readonly burnt: number }
  | { readonly type: 'ownUnbondingStarted'; readonly key: ConsumerKey }
  | { readonly type: 'ownUnbondingCompleted'; readonly key: ConsumerKey };

/** What the environment may do: staking and misbehaviour, block production, relaying, governance. */
import type { EquivocationKind } from './equivocation.ts';
import type { ConsumerId, ConsumerKey, ValidatorId, VscRef } from './names.ts';
import type { CommissionRate } from './rewards.ts';
import type { Ownership, PowerShaping } from './shaping-state.ts';

/** Who signed a transaction in a validator's name. */
export type Signer = 'operator' | 'somebody else';

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
  /** A transaction about who validates a consumer; rightful only if the validator's operator signed it. */
  | {
      readonly type: 'optIn';
      readonly consumer: ConsumerId;
      readonly validator: ValidatorId;
      readonly signer: Signer;
    }
  | {
      readonly type: 'optOut';
      readonly consumer: ConsumerId;
      readonly validator: ValidatorId;
      readonly signer: Signer;
    }
  /** A validator asks for a commission rate on a consumer, other than the one that it has on the provider. */
  | {
      readonly type: 'setCommission';
      readonly consumer: ConsumerId;
      readonly validator: ValidatorId;
      readonly rate: CommissionRate;
      readonly signer: Signer;
    }
  /** The consumer's owner (governance for a Top-N chain) replaces its power-shaping parameters as a whole. */
  | {
      readonly type: 'updateShaping';
      readonly consumer: ConsumerId;
      readonly parameters: PowerShaping;
      /** Where the consumer's owner is known. */
      readonly ownership?: Ownership;
    }
  /** The operator of the validator asks for another consensus key on the consumer. */
  | {
      readonly type: 'assignKey';
      readonly consumer: ConsumerId;
      readonly validator: ValidatorId;
      readonly key: ConsumerKey;
    }
  /** The chain is started anew from its exported state (v1-v5: what consumers have to do in time is part of it). */
  | { readonly type: 'restartFromExport' }
  /** The current block ends, is committed, and the next one begins `seconds` later. */
  | { readonly type: 'nextBlock'; readonly seconds: number }
  /** `blocks` blocks in which nothing is due pass at once (only offered by instances with long epochs). */
  | { readonly type: 'quietBlocks'; readonly blocks: number; readonly seconds: number };

/** Transactions of the consumer's owner (an account or governance); on the provider's record of the consumer. */
export type ConsumerRecordChoice =
  /** MsgUpdateConsumer with a spawn time `seconds` from now. */
  | { readonly type: 'scheduleLaunch'; readonly seconds: number }
  /** MsgUpdateConsumer with spawn time zero. */
  | { readonly type: 'unscheduleLaunch' }
  /** MsgRemoveConsumer. */
  | { readonly type: 'removeConsumer' }
  /** Anybody: ChanOpenConfirm of a further channel to the CCV port, over the client of the consumer or over some other one. */
  | { readonly type: 'confirmAnotherChannel'; readonly client: 'own' | 'foreign' };

export type ChannelChoice =
  /** Relayer: the next step of the channel handshake, which starts on the consumer. */
  | { readonly type: 'openInit' }
  | { readonly type: 'openTry' }
  | { readonly type: 'openAck' }
  | { readonly type: 'openConfirm' }
  /** Relayer: update the receiving client and deliver the oldest packet or acknowledgement. */
  | { readonly type: 'relayVsc' }
  | { readonly type: 'relaySlash' }
  | { readonly type: 'relaySlashAck' }
  /** Relayer: prove to the provider that the consumer answered a VSC with an error. */
  | { readonly type: 'relayVscError' }
  | { readonly type: 'relayMatured' }
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
  /** The chain produces no further block: its validators have given it up. */
  | { readonly type: 'haltForEver' }
  /** The governance of the chain sets its unbonding period. */
  | { readonly type: 'changeUnbondingPeriod'; readonly seconds: number }
  /** A faulty binary (restart from a bad export) queues a report with a VSC id that the provider never issued (Q18). */
  | { readonly type: 'queueUnknownVscReport'; readonly key: ConsumerKey }
  /** A validator signs two blocks of one height; its own chain notices and reports it (`noticed`), or does not. */
  | {
      readonly type: 'equivocate';
      readonly key: ConsumerKey;
      readonly kind: EquivocationKind;
      readonly noticed: boolean;
    }
  /** A consumer in the hands of attackers reports whom it likes. */
  | {
      readonly type: 'byzantineReport';
      readonly key: ConsumerKey;
      readonly power: number;
      readonly vsc: VscRef | 'unknown';
      /** Downtime unless given. */
      readonly infraction?: 'doubleSign';
    };

/** What is wrong with evidence that proves nothing. */
export type EvidenceFlaw = 'unsigned' | 'otherChain' | 'tooOld' | 'noConflict';

/** Anybody may hand evidence in at the provider, under the consumer id of their choice (`to`). */
export type EvidenceChoice =
  | {
      readonly type: 'submitEvidence';
      readonly to: ConsumerId;
      readonly key: ConsumerKey;
      readonly kind: EquivocationKind;
    }
  /** Made up: it proves nothing. */
  | {
      readonly type: 'submitForgedEvidence';
      readonly to: ConsumerId;
      readonly key: ConsumerKey;
      readonly flaw: EvidenceFlaw;
    }
  /** A real attack, with a bystander entered among its signers under a signature that is not its own. */
  | {
      readonly type: 'submitPaddedEvidence';
      readonly to: ConsumerId;
      readonly key: ConsumerKey;
      readonly bystander: ConsumerKey;
    }
  /** Two honest votes of one height, on two chains that carry the same chain id (F53). */
  | { readonly type: 'submitTwinVotes'; readonly to: ConsumerId; readonly key: ConsumerKey };

/** The owner of a consumer asks for other infraction parameters. */
export type PenaltiesChoice = {
  readonly type: 'updateInfractionParameters';
  /** Position among the parameters that the instance names. */
  readonly choice: number;
};

/** What the environment may do: staking and misbehaviour, block production, relaying, governance. */
import type { ConsumerId, ConsumerKey, ValidatorId } from './names.ts';
import type { PowerShaping } from './shaping-state.ts';

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
  /** The consumer's owner (governance for a Top-N chain) replaces its power-shaping parameters as a whole. */
  | { readonly type: 'updateShaping'; readonly consumer: ConsumerId; readonly parameters: PowerShaping }
  /** The operator of the validator asks for another consensus key on the consumer. */
  | {
      readonly type: 'assignKey';
      readonly consumer: ConsumerId;
      readonly validator: ValidatorId;
      readonly key: ConsumerKey;
    }
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

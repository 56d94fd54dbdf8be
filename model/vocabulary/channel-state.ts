/** What a CCV channel remembers: packets and acknowledgements on their way, light clients, clock drift. */
import type { ConsumerKey, VscRef } from './names.ts';
import type { ValidatorSetChange } from './validator-set-change.ts';

export interface VscPacket extends ValidatorSetChange {
  /** Seconds left on the consumer's clock; 0 = timed out. Stands still where the instance says that nothing expires. */
  readonly timesOutIn: number;
}

export interface SlashPacket {
  readonly key: ConsumerKey;
  readonly power: number;
  readonly vsc: VscRef | 'unknown';
  /** Downtime unless given. */
  readonly infraction?: 'doubleSign';
  /** Seconds left on the provider's clock; 0 = timed out. Stands still likewise. */
  readonly timesOutIn: number;
}

/** A consumer reports that a VSC has matured (v1-v5, and consumers before v6.4). */
export interface MaturedPacket {
  readonly matured: VscRef;
  /** Seconds left on the provider's clock; 0 = timed out. Stands still likewise. */
  readonly timesOutIn: number;
}

/** `handled` and `bounced` are the one-byte results 2 and 3; `error` is an error acknowledgement. */
export type SlashAckResult = 'handled' | 'bounced' | 'error';

export interface SlashAcknowledgement {
  readonly result: SlashAckResult;
  /** Written in a provider block that has been committed, so that it can be proved to the consumer. */
  readonly committed: boolean;
}

export interface ChannelContext {
  /** Consumer's clock minus provider's clock, in seconds. */
  readonly drift: number;
  /** VSC packets in flight, oldest first. */
  readonly toConsumer: readonly VscPacket[];
  /** Packets of the consumer in flight, oldest first. */
  readonly toProvider: readonly (SlashPacket | MaturedPacket)[];
  /** Acknowledgements of slash packets on their way back, oldest first. */
  readonly slashAcks: readonly SlashAcknowledgement[];
  /** The consumer answered a VSC with an error; `provable` once the block that wrote that is committed. */
  readonly vscError: 'none' | 'written' | 'provable';
  /** The consumer chain has stopped for good. */
  readonly consumerHalted: boolean;
  /** Seconds (provider's clock) until the consumer's light client on the provider expires; 0 = expired. */
  readonly consumerClientExpiresIn: number;
  /** Seconds (consumer's clock) until the provider's light client on the consumer expires; 0 = expired. */
  readonly providerClientExpiresIn: number;
}
/**
 * State value of the channel machine: both ends, as regions. `unlaunched`: there are no light clients yet; `orphaned`: the
 * provider's module has deleted the consumer, yet could not close the end.
 */
export interface ChannelEnds {
  readonly providerEnd: 'unlaunched' | 'none' | 'tryopen' | 'open' | 'orphaned' | 'closed';
  readonly consumerEnd: 'unlaunched' | 'none' | 'init' | 'open' | 'closed';
}

/** What a consumer chain remembers. */
import type { ConsumerKey, VscRef } from './names.ts';
import type { KeyPower } from './validator-set-change.ts';

/** A slash packet in the making. */
export interface DowntimeReport {
  readonly key: ConsumerKey;
  /** Power in the LastCommit that was missed. */
  readonly power: number;
  readonly vsc: VscRef | 'unknown';
  /** Downtime unless given. */
  readonly infraction?: 'doubleSign';
}

export interface SlashRecord {
  /** A reply is outstanding; false after a bounce. */
  readonly waiting: boolean;
  /** RetryDelayPeriod minus the time since sending; permitted again when < 0. Clamped at -1. */
  readonly retryIn: number;
}

export interface ConsumerContext {
  /** ccVal: the set after the last applied changes (it signs the block after the current one); sorted by key. */
  readonly set: readonly KeyPower[];
  /** The set that signs the current block (ValidatorUpdateDelay: one block behind `set`). */
  readonly signers: readonly KeyPower[];
  /** Pending changes, aggregated by key and sorted by key; null when no VSC arrived in this block. */
  readonly pendingChanges: readonly KeyPower[] | null;
  /** HtoVSC of the previous, the current and the next height. */
  readonly vscOfHeight: { readonly previous: VscRef; readonly current: VscRef; readonly next: VscRef };
  /** providerChannel is set: by the first VSC received, not by the handshake (SC-12). */
  readonly channelEstablished: boolean;
  /** Keys with an outstanding downtime flag; sorted. */
  readonly outstanding: readonly ConsumerKey[];
  /** Pending slash packets, oldest first. */
  readonly queue: readonly DowntimeReport[];
  readonly slashRecord: SlashRecord | null;
  /** Keys of validators that do not sign on this chain at present (what the world does, not chain state); sorted. */
  readonly down: readonly ConsumerKey[];
  /** Blocks missed in a row by validators that are down, for keys with a count > 0 and below the limit; sorted by key. */
  readonly missed: readonly { readonly key: ConsumerKey; readonly blocks: number }[];
  /** VSCs received and not matured, with the seconds left of the unbonding period, oldest first; absent where none mature. */
  readonly maturing?: readonly { readonly vsc: VscRef; readonly maturesIn: number }[];
  /** The unbonding period as it is now, in seconds; absent where it never changes. */
  readonly unbondingSeconds?: number;
  /**
   * Pending VSCMatured packets, oldest first. They share one queue with the reports: `behind` tells how many of those are
   * ahead. Absent where no maturity is reported.
   */
  readonly matured?: readonly { readonly vsc: VscRef; readonly behind: number }[];
  /**
   * The present block is the first that the provider's validators sign: misbehaviour in it is still taken for that of the own
   * validators of before. Present only on a chain that was not always a consumer.
   */
  readonly isFirstBlock?: boolean;
  /** The CCV channel is closed: the chain runs on with its last set (SC-14). */
  readonly channelClosed: boolean;
  /** The consumer binary has misbehaved (sent a packet no honest binary sends): honest-consumer assumptions are off. */
  readonly faulty: boolean;
}

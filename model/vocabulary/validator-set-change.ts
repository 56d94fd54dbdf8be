/** Powers on a consumer chain and how they change: what VSC packets carry. */
import type { ConsumerKey, ValidatorId, VscRef } from './names.ts';

/** Power on a consumer, under the key that the validator uses there. */
export interface KeyPower {
  readonly key: ConsumerKey;
  /** > 0 in a set; 0 in an update means removal. */
  readonly power: number;
}

export interface StoredValidator extends KeyPower {
  readonly validator: ValidatorId;
}

/** What a VSCPacket says. */
export interface ValidatorSetChange {
  readonly vsc: VscRef;
  /** Sorted by key; absolute powers. */
  readonly updates: readonly KeyPower[];
  /** Keys whose downtime reports have been decided. */
  readonly slashAcks: readonly ConsumerKey[];
}

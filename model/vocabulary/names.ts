/** Identifiers and quantities that all machines share. */
export type ValidatorId = string;
/** Consensus key of a validator on a consumer chain (ids stand for keys and for the addresses derived from them). */
export type ConsumerKey = string;
export type ConsumerId = string;

/** Phase of a consumer in its life on the provider. */
export type ConsumerPhase = 'registered' | 'initialized' | 'launched' | 'stopped' | 'deleted';

/** Age of a VSC id, or `genesis` for id 0, the validator set of the consumer's genesis. */
export type VscRef = number | 'genesis';

/** An exact fraction (0.05 is 5/100): powers and tokens are integers, so no rounding may creep in. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

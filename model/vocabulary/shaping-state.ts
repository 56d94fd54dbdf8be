/** What the provider keeps of who validates a consumer and how their powers are shaped. */
import type { ValidatorId } from './names.ts';

/** PowerShapingParameters; 0 and the empty list mean that there is no such limit. Lists are sorted. */
export interface PowerShaping {
  /** Percentage of the active power whose holders must validate the chain; 0 = an opt-in chain. */
  readonly topN: number;
  readonly setCap: number;
  /** Percentage of the chain's power. */
  readonly powerCap: number;
  readonly allow: readonly ValidatorId[];
  readonly deny: readonly ValidatorId[];
  readonly priority: readonly ValidatorId[];
  /** Tokens. */
  readonly minStake: number;
  readonly allowInactive: boolean;
}

/** Some account, or the governance module of the provider. */
export type ConsumerOwner = 'account' | 'governance';

/** Who signed an update of a consumer, and to whom the consumer is to belong then. */
export interface Ownership {
  readonly by: ConsumerOwner;
  readonly to: ConsumerOwner;
}

export interface ShapingContext {
  readonly parameters: PowerShaping;
  /** Who has opted in, or was opted in by being in the top N; sorted. */
  readonly optedIn: readonly ValidatorId[];
  /** minPowerInTopN as it was stored last: the power from which on a validator must validate; null = none stored. */
  readonly minPowerInTopN: number | null;
  /** While a launch is tried: what is to be restored should it fail; null at all other times. */
  readonly beforeLaunch: Pick<ShapingContext, 'optedIn' | 'minPowerInTopN'> | null;
  /** Only where the instance says who owns the consumer. */
  readonly owner?: ConsumerOwner;
}

/**
 * Protocol versions are records of features, not copies of the model. Named presets give the released lines.
 * Later features (consumer lifecycle, partial sets, key assignment by transaction, rewards, maturity packets...) join
 * this record when their machines do.
 */
import { z } from 'zod';

export const featuresSchema = z
  .strictObject({
    /** VSCs only every BlocksPerEpoch blocks (v4.1+); false: in every block. */
    epochs: z.boolean(),
    /** Downtime reports are throttled by bouncing and retrying (v4.0+, ADR-008). */
    throttleByRetry: z.boolean(),
    /** A report about a validator outside the consumer's stored set is dropped (v4.2+). */
    membershipCheck: z.boolean(),
    /** The consumer clears the downtime flag of a validator that (re)enters its set (v4.0+ consumers). */
    clearFlagOnEntry: z.boolean(),
    /** Slash fraction and jail time per consumer (v6.4+); otherwise jail only, for the provider's DowntimeJailDuration. */
    infractionParameters: z.boolean(),
  })
  .readonly();

export type Features = z.infer<typeof featuresSchema>;

export const featurePresets = {
  /** v7.0.0: the baseline of this model. */
  v7: {
    epochs: true,
    throttleByRetry: true,
    membershipCheck: true,
    clearFlagOnEntry: true,
    infractionParameters: true,
  },
} as const satisfies Record<string, Features>;

export type FeaturePreset = keyof typeof featurePresets;

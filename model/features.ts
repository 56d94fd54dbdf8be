/**
 * Protocol versions are records of features, not copies of the model. Named presets give released lines and the
 * specification as it is written; a feature that is left out is as in v7.
 */
import { z } from 'zod';

export const featuresSchema = z
  .strictObject({
    /** VSCs only every BlocksPerEpoch blocks (v4.1+); false: in every block. */
    epochs: z.boolean(),
    /** Downtime reports are throttled by bouncing and retrying (v4.0+, ADR-008). */
    throttleByRetry: z.boolean(),
    /**
     * The provider keeps packets of consumers while the slash meter is negative (v1-v3, ADR-002); without either way of
     * throttling every report is handled at once.
     */
    throttleByQueue: z.boolean().default(false),
    /** Consumers report no downtime of the validators with the least power, 5% of it together (v1.2-v4.3, v5.0). */
    softOptOut: z.boolean().default(false),
    /** Blocks that such a validator misses are forgotten when it ceases to be one (v4.0+). */
    freshDowntimeWindow: z.boolean().default(true),
    /** A report about a validator outside the consumer's stored set is dropped (v4.2+). */
    membershipCheck: z.boolean(),
    /** The consumer clears the downtime flag of a validator that (re)enters its set (v4.0+ consumers). */
    clearFlagOnEntry: z.boolean(),
    /** Slash fraction and jail time per consumer (v6.4+); otherwise jail only, for the provider's DowntimeJailDuration. */
    infractionParameters: z.boolean(),
    /** A consumer gets a shaped subset of the validators (v4.2+, ADR-015); false: all of them. */
    partialSets: z.boolean().default(true),
    /**
     * Consumers report when a VSC has matured (v1-v5): unbondings on the provider wait for that, consumers that do not
     * answer in time are removed, replaced keys are forgotten then.
     */
    vscMaturity: z.boolean().default(false),
    /** Anybody may submit evidence of equivocation on a consumer to the provider (v3.3+, ADR-005, ADR-013). */
    equivocationEvidence: z.boolean().default(true),
    /** A double-sign slash packet is executed (ICS-28 as written); released code only logs it (SC-22). */
    doubleSignReportsExecuted: z.boolean().default(false),
    /** A stopped consumer is deleted an unbonding period later (v6+, ADR-019); false: at once. */
    delayedRemoval: z.boolean().default(true),
    /** Asking for a key that leads to oneself already succeeds and changes nothing (v4.2-v4.5); otherwise it fails. */
    silentReassignment: z.boolean().default(false),
  })
  .readonly();

export type Features = z.infer<typeof featuresSchema>;

export const featurePresets = {
  /** v7.0.0: the baseline of this model. */
  v7: {
    epochs: true,
    throttleByRetry: true,
    throttleByQueue: false,
    softOptOut: false,
    freshDowntimeWindow: true,
    membershipCheck: true,
    clearFlagOnEntry: true,
    infractionParameters: true,
    partialSets: true,
    vscMaturity: false,
    equivocationEvidence: true,
    doubleSignReportsExecuted: false,
    delayedRemoval: true,
    silentReassignment: false,
  },
  /** v4.4: epochs, partial sets, retry and evidence, but unbondings still wait for maturity packets. */
  v4: {
    epochs: true,
    throttleByRetry: true,
    throttleByQueue: false,
    softOptOut: false,
    freshDowntimeWindow: true,
    membershipCheck: true,
    clearFlagOnEntry: true,
    infractionParameters: false,
    partialSets: true,
    vscMaturity: true,
    equivocationEvidence: true,
    doubleSignReportsExecuted: false,
    delayedRemoval: false,
    silentReassignment: true,
  },
  /**
   * v3.1: whole validator sets in every block, reports throttled in queues on the provider, small validators exempt from
   * downtime. (v3.2 has consumers that send one report at a time and again if it bounces. They work with a provider that
   * queues, which never bounces one; that pair is left out. v3.3 has evidence of equivocation.)
   */
  v3: {
    epochs: false,
    throttleByRetry: false,
    throttleByQueue: true,
    softOptOut: true,
    freshDowntimeWindow: false,
    membershipCheck: false,
    clearFlagOnEntry: false,
    infractionParameters: false,
    partialSets: false,
    vscMaturity: true,
    equivocationEvidence: false,
    doubleSignReportsExecuted: false,
    delayedRemoval: false,
    silentReassignment: false,
  },
  /**
   * The specification: no epochs, no throttling, penalties for reports of either kind. What of the code remains in it, such as
   * penalties that a consumer has of its own, is listed in docs/fidelity.md.
   */
  ics28: {
    epochs: false,
    throttleByRetry: false,
    throttleByQueue: false,
    softOptOut: false,
    freshDowntimeWindow: true,
    membershipCheck: false,
    clearFlagOnEntry: false,
    infractionParameters: true,
    partialSets: false,
    vscMaturity: true,
    equivocationEvidence: false,
    doubleSignReportsExecuted: true,
    delayedRemoval: false,
    silentReassignment: false,
  },
} as const satisfies Record<string, Features>;

export type FeaturePreset = keyof typeof featurePresets;

/**
 * An instance: how many validators and consumers there are, with which parameters, and how often the environment may
 * act. Instances are JSON; this schema is the contract (and the source of the published JSON Schema).
 *
 * Units: seconds for every period, tokens for stake, blocks where a name says so. Small instances use abstract seconds.
 */
import { z } from 'zod';
import { defaultLifecycleQueueLimit, lifecycleSchema } from './instance/lifecycle-schema.ts';
import { featurePresets, featuresSchema, type FeaturePreset } from './features.ts';
import { count, fraction, name, positiveSeconds, seconds } from './instance/common-schemas.ts';
import { equivocationFields } from './instance/equivocation-schema.ts';
import { standaloneSchema } from './instance/standalone-schema.ts';
import { shapingSchema } from './instance/shaping-schema.ts';
import { consumerRewardsSchema, providerRewardsSchema, rewardsAmong } from './instance/rewards-schema.ts';

const validatorSchema = z
  .strictObject({
    id: name,
    /** Tokens delegated to it at the start (or offered at its creation). */
    tokens: z.int().min(1).max(1e15),
    /** `candidate`: does not exist until the environment creates it. */
    start: z.enum(['existing', 'candidate']).default('existing'),
    /** The environment leaves it alone: it is never down, never misbehaves, and its stake does not move. */
    steady: z.boolean().default(false),
    /** Undelegations begun before any CCV channel opened, still unbonding at the start. */
    unbonding: z
      .array(z.strictObject({ tokens: z.int().min(1), completesIn: positiveSeconds }).readonly())
      .readonly()
      .default([]),
  })
  .readonly();

const consumerSchema = z
  .strictObject({
    id: name,
    /** Seconds that may pass from one block to the next; the environment chooses. */
    blockSeconds: z.array(positiveSeconds).min(1).readonly(),
    /** U_c, from which the trusting period of the client on the provider follows. */
    unbondingSeconds: positiveSeconds,
    /** Unbonding periods that its governance may put in the place of that one; VSCs that it has received keep theirs. */
    laterUnbondingSeconds: z.array(positiveSeconds).min(1).readonly().optional(),
    ccvTimeoutSeconds: positiveSeconds,
    retryDelaySeconds: seconds,
    /** Consecutive missed blocks after which the slashing module reports downtime. */
    downtimeBlocks: count,
    /** Infraction parameters for downtime (v6.4+). */
    downtimeSlashFraction: fraction,
    downtimeJailSeconds: seconds,
    /**
     * Validators that validate this chain; omitted: all. With `shaping` it may change, and says who has opted in before
     * launch (omitted: nobody).
     */
    optedIn: z.array(name).readonly().optional(),
    /** Partial-set security: who validates the chain changes as validators and the owner will, and powers are shaped. */
    shaping: shapingSchema.optional(),
    /** Consumer keys assigned before launch; a validator that is not named uses its provider key (its own id). */
    assignedKeys: z.record(name, name).readonly().default({}),
    /** Keys that operators may ask for by transaction, those of validators included; omitted: keys never change. */
    spareKeys: z.array(name).min(1).readonly().optional(),
    /** Whether a first VSC has already set providerChannel (SC-12). */
    channelEstablished: z.boolean().default(true),
    rewards: consumerRewardsSchema.optional(),
    ...equivocationFields,
    /**
     * The share of the power, on the provider and on this chain, that validators of both are declared to have: "2/3". No
     * machine knows of it; properties of common validators speak of chains that declare one.
     */
    commonThreshold: z
      .string()
      .regex(/^[1-9][0-9]?\/[1-9][0-9]?$/, 'a fraction such as "2/3"')
      .optional(),
    /** SoftOptOutThreshold: the share of power up to which the smallest validators are exempt from downtime; 0.05 unless given. */
    softOptOutThreshold: fraction.optional(),
    /** Whether the CCV channel is open at the start; otherwise relayers open it. */
    channelOpen: z.boolean().default(true),
    /** What happens to it besides being served; omitted: launched at the start, and never removed by its owner. */
    lifecycle: lifecycleSchema.optional(),
    /** The chain was there before, with validators of its own, and changes over once it is launched (ADR-010). */
    standalone: standaloneSchema.optional(),
    /** The chain runs a binary from before v6.4, which reports maturity even to a provider that ignores it. */
    sendsVscMatured: z.boolean().optional(),
  })
  .readonly();

/** What the environment may do only a bounded number of times in one execution. */
export const budgetNames = [
  /** delegate, undelegate, redelegate, createValidator */
  'stakingOperations',
  /** stopSigning on a consumer */
  'consumerDowntimes',
  /** providerDowntime */
  'providerDowntimes',
  /** providerDoubleSign */
  'providerDoubleSigns',
  /** assignKey, refused or not */
  'keyAssignments',
  /** unjail */
  'unjailings',
  /** recoverClientOn... */
  'clientRecoveries',
  /** queueUnknownVscReport: switches honest-consumer assumptions off */
  'consumerFaults',
  /** optIn, by the validator itself */
  'optIns',
  /** optOut, by the validator itself */
  'optOuts',
  /** optIn, optOut, setCommission and updateShaping, signed by somebody else */
  'impersonations',
  /** updateShaping */
  'shapingUpdates',
  /** payFees */
  'feePayments',
  /** relayRefusedTransfer */
  'refusedTransfers',
  /** addRewardDenom, removeRewardDenom */
  'rewardDenomChanges',
  /** allowDenoms, requestDenoms */
  'allowlistChanges',
  /** setCommission, by the validator itself */
  'commissionChanges',
  /** payIntoPool */
  'foreignPayments',
  /** equivocate */
  'equivocations',
  /** equivocate, on light clients */
  'lightClientAttacks',
  /** equivocate, so that the consumer itself reports it */
  'doubleSignReports',
  /** submitEvidence: of what really happened */
  'evidenceSubmissions',
  /** submitForgedEvidence, submitPaddedEvidence */
  'evidenceForgeries',
  /** submitTwinVotes */
  'twinVotes',
  /** byzantineReport: switches honest-consumer assumptions off */
  'byzantineReports',
  /** updateInfractionParameters, requestPenalties */
  'infractionUpdates',
  /** scheduleLaunch, unscheduleLaunch, removeConsumer; where owners are known requests to that effect, and handOver, by anybody */
  'lifecycleActions',
  /** confirmAnotherChannel */
  'secondChannels',
  /** haltForEver: a consumer chain stops for good */
  'consumerHalts',
  /** changeUnbondingPeriod: governance of a consumer chain changes its unbonding period */
  'consumerParamsChanges',
  /** undelegateAtHome: on a chain that changes over, before that and after */
  'ownUndelegations',
  /** signTwiceAtHome */
  'ownDoubleSigns',
  /** restartFromExport (v1-v5) */
  'providerRestarts',
] as const;
export type BudgetName = (typeof budgetNames)[number];

const budgetSchema = z.union([z.int().min(0), z.literal('unlimited')]);
type Budget = z.infer<typeof budgetSchema>;

/** What is not named cannot happen at all. */
function completeBudgets(given: Partial<Record<BudgetName, Budget>>): Record<BudgetName, Budget> {
  return Object.fromEntries(budgetNames.map((name) => [name, given[name] ?? 0])) as Record<
    BudgetName,
    Budget
  >;
}

const channelExpirySchema = z.enum(['counted', 'packetsOnly', 'never']);
const maxVscsInFlightSchema = z.int().min(0);

/** Bounds within which an exhaustive search of the instance is finite, and small enough to finish. */
const scopeSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
    /** What the environment may do in it, in a phrase. */
    description: z.string().min(1),
    /** As those of the instance. */
    budgets: z.partialRecord(z.enum(budgetNames), budgetSchema).readonly(),
    /** Only these consumers exist; all unless given. */
    consumers: z.array(name).min(1).readonly().optional(),
    /** Instead of the instance's own. */
    channelExpiry: channelExpirySchema.optional(),
    maxVscsInFlight: maxVscsInFlightSchema.optional(),
  })
  .readonly();

export const instanceSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: name,
    description: z.string().min(1),
    features: z.union([
      z.enum(Object.keys(featurePresets) as [FeaturePreset, ...FeaturePreset[]]),
      featuresSchema,
    ]),
    provider: z
      .strictObject({
        blockSeconds: z.array(positiveSeconds).min(1).readonly(),
        unbondingSeconds: positiveSeconds,
        blocksPerEpoch: count,
        maxValidators: count,
        maxProviderConsensusValidators: count,
        powerReduction: z.int().min(1).max(1e9),
        ccvTimeoutSeconds: positiveSeconds,
        /** VscTimeoutPeriod (v1-v5): a consumer that does not mature a VSC within it is removed. Unless given, 5/3 of unbondingSeconds. */
        vscTimeoutSeconds: positiveSeconds.optional(),
        /** InitTimeoutPeriod (v1-v5): a consumer whose channel is not opened within it is removed. Unless given, 1/3 of unbondingSeconds. */
        initTimeoutSeconds: positiveSeconds.optional(),
        slashMeterReplenishSeconds: positiveSeconds,
        slashMeterReplenishFraction: fraction,
        /**
         * MaxThrottledPackets (v1-v3): a packet with which as many of its consumer would wait in the slash queue is not
         * received.
         */
        maxThrottledPackets: z.int().min(2).optional(),
        /** VSCMatured packets that the slash queue handles in a block before it turns to reports (v2-v3). */
        maturedPerBlock: count.optional(),
        /** Both clients trust a header for this fraction of the unbonding period of the chain it comes from. */
        trustingPeriodFraction: fraction,
        downtimeSlashFraction: fraction,
        downtimeJailSeconds: seconds,
        doubleSignSlashFraction: fraction,
        rewards: providerRewardsSchema.optional(),
        /** Launches, and likewise removals, in one block; what is due beyond that waits for the next one. */
        lifecycleQueueLimit: count.default(defaultLifecycleQueueLimit),
      })
      .readonly(),
    validators: z.array(validatorSchema).min(1).readonly(),
    consumers: z.array(consumerSchema).min(1).readonly(),
    /** Tokens that the representative delegator holds unstaked at the start. */
    liquidTokens: z.int().min(0).max(1e15),
    /** Amounts of one delegation, undelegation or redelegation; the environment chooses. */
    stakingAmounts: z.array(z.int().min(1)).min(1).readonly(),
    /** Clocks of provider and consumers never differ by more. */
    maxClockDriftSeconds: seconds,
    /**
     * `counted`: a packet that is under way too long times out, a light client that is not updated in time expires.
     * `packetsOnly`: packets do, but light clients are never expired, whatever the clocks say.
     * `never`: neither ever happens, however long relayers take (their clocks are not kept, which saves many states).
     */
    channelExpiry: channelExpirySchema.default('counted'),
    /**
     * Relayers never fall behind by more: the provider produces no block while more VSC packets than this are on their way
     * to one consumer. No such bound unless given.
     */
    maxVscsInFlight: maxVscsInFlightSchema.optional(),
    /** Offer `quietBlocks`: let blocks in which nothing is due pass at once (for long epochs; random runs only). */
    skipQuietBlocks: z.boolean().default(false),
    /** How often the environment may do something in one execution; random runs each draw their own bound up to this. */
    budgets: z.partialRecord(z.enum(budgetNames), budgetSchema).transform(completeBudgets).readonly(),
    /** What an exhaustive search looks at: everything within any of these. Without scopes: the budgets above. */
    scopes: z.array(scopeSchema).readonly().default([]),
  })
  .readonly();

/** A validated instance, as written. */
export type Instance = z.infer<typeof instanceSchema>;
export type ConsumerInstance = Instance['consumers'][number];
export type ValidatorInstance = Instance['validators'][number];

export type Scope = Instance['scopes'][number];

/** From which each random run draws its budgets: between 0 and these. */
export function randomBudgetBounds({ budgets }: Instance): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(budgets).flatMap(([budget, bound]) => (bound === 'unlimited' ? [] : [[budget, bound]])),
  );
}

/** How much of what expires a bound lets happen: what comes later lets happen what comes before, and more. */
const expiries: readonly Instance['channelExpiry'][] = ['never', 'packetsOnly', 'counted'];

/**
 * The instance as random runs see it, which play it whole: a scope in which more expires than in the instance itself has no
 * more room than that for them.
 */
export function asPlayedAtRandom(instance: Instance): Instance {
  const own = expiries.indexOf(instance.channelExpiry);
  const scopes = instance.scopes.map((scope) => {
    const { channelExpiry = instance.channelExpiry } = scope;
    return expiries.indexOf(channelExpiry) <= own
      ? scope
      : { ...scope, channelExpiry: instance.channelExpiry };
  });
  return { ...instance, scopes };
}

/** The instance with the bounds of one of its scopes, which is all that it has then. */
export function withinScope(
  instance: Instance,
  { budgets, consumers: only, channelExpiry, maxVscsInFlight }: Scope,
): Instance {
  const consumers = instance.consumers.filter(({ id }) => only?.includes(id) ?? true);
  const { rewards } = instance.provider;
  return {
    ...instance,
    ...(rewards !== undefined &&
      only !== undefined && { provider: { ...instance.provider, rewards: rewardsAmong(rewards, only) } }),
    consumers,
    ...(channelExpiry === undefined ? {} : { channelExpiry }),
    ...(maxVscsInFlight === undefined ? {} : { maxVscsInFlight }),
    budgets: completeBudgets(budgets),
    scopes: [],
  };
}

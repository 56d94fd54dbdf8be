/** How consumers pay for their security (ICS-28 Reward Distribution), and what may happen on the way. */
import { z } from 'zod';
import { count, fraction, name, positiveSeconds } from './common-schemas.ts';

const coin = { denom: name, amount: z.int().min(1).max(1e15) };

const denoms = z.array(name).readonly();

/** The provider keeps so many for one consumer. */
const ownDenoms = z.array(name).max(3).readonly();

/** On a consumer; without it the consumer pays nothing. */
export const consumerRewardsSchema = z
  .strictObject({
    /** Fees that come in at once; the environment chooses which, and when. */
    fees: z.array(z.strictObject(coin).readonly()).min(1).readonly(),
    /** ConsumerRedistributionFraction: the part of the fees that stays on the consumer. */
    redistributionFraction: fraction,
    /** BlocksPerDistributionTransmission */
    blocksPerTransmission: count,
    transferTimeoutSeconds: z.union([positiveSeconds, z.literal('never')]).default('never'),
    /** RewardDenoms: what is sent at all. */
    denoms,
    /** Denominations that the owner of the consumer has put on the provider's allow-list for it. */
    allowlistedDenoms: ownDenoms.default([]),
    /** What the owner may replace them by, in the course of a run. */
    allowlistAlternatives: z.array(ownDenoms).readonly().default([]),
  })
  .readonly();

/** On the provider; needed where some consumer has rewards. */
export const providerRewardsSchema = z
  .strictObject({
    communityTax: fraction,
    /** NumberOfEpochsToStartReceivingRewards */
    epochsToStartReceiving: z.int().min(0).max(1000),
    /** Commission rates by validator; nothing for those that are not named. */
    commission: z.record(name, fraction).readonly().default({}),
    /** Commission rates that operators may ask for on a consumer, in the course of a run. */
    commissionRates: z.array(fraction).readonly().default([]),
    /** MinCommissionRate of staking: less cannot be asked for. */
    minCommissionRate: fraction.default('0'),
    /** Denominations that governance has registered for all consumers. */
    registeredDenoms: denoms.default([]),
    /** What others than consumers may pay into the reward pool, with the consumer that the memo names, if any. */
    foreignPayments: z
      .array(z.strictObject({ ...coin, consumer: name.optional() }).readonly())
      .readonly()
      .default([]),
  })
  .readonly();

/** The provider's part where only some consumers exist: nobody's memo names the others. */
export function rewardsAmong<Rewards extends z.infer<typeof providerRewardsSchema>>(
  rewards: Rewards,
  consumers: readonly string[],
): Rewards {
  const foreignPayments = rewards.foreignPayments.filter(
    ({ consumer }) => consumer === undefined || consumers.includes(consumer),
  );
  return { ...rewards, foreignPayments };
}

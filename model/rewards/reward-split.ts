/**
 * How a reward is divided on the provider: community tax first, then by power among the eligible members of the
 * consumer's validator set, in decimals of 18 places that are cut off, as the SDK's LegacyDec does.
 *
 * Rewards are whole tokens here: what one distribution leaves over are the cut-off parts of two summands of a whole
 * number of tokens, so they make up a whole number again.
 *
 * Spec: x/ccv/provider/keeper/distribution.go AllocateConsumerRewards, AllocateTokensToConsumerValidators; cosmos-sdk
 * x/distribution/keeper/allocation.go AllocateTokensToValidator.
 */
import { truncatedShare } from '../fraction.ts';
import type { Fraction, RewardShare, ValidatorId, ValidatorPower } from '../vocabulary.ts';

const places = 18;
const one = 10n ** BigInt(places);

/** Whole tokens for validators and for the community pool; both cut off, so a token may be left over. */
export function splitReward(
  amount: number,
  { numerator, denominator }: Fraction,
): { readonly toValidators: number; readonly toCommunity: number } {
  return {
    toValidators: truncatedShare(amount, { numerator: denominator - numerator, denominator }),
    toCommunity: truncatedShare(amount, { numerator, denominator }),
  };
}

/** The shares of members in whole `tokens`, in proportion to their powers; they may fall short of the whole. */
export function sharesOf(
  tokens: number,
  members: readonly ValidatorPower[],
  commissionOf: (validator: ValidatorId) => Fraction,
): readonly RewardShare[] {
  const total = members.reduce((sum, { power }) => sum + BigInt(power), 0n);
  return members.map(({ validator, power }) => {
    const share = BigInt(tokens) * ((BigInt(power) * one) / total);
    const { numerator, denominator } = commissionOf(validator);
    const commission = roundHalfToEven(share * BigInt(numerator), BigInt(denominator));
    return { validator, tokens: decimal(share), commission: decimal(commission) };
  });
}

/** LegacyDec.Mul rounds its last place to the nearest, halves to even. */
function roundHalfToEven(amount: bigint, divisor: bigint): bigint {
  const quotient = amount / divisor;
  const twice = 2n * (amount % divisor);
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

function decimal(amount: bigint): string {
  return `${amount / one}.${(amount % one).toString().padStart(places, '0')}`;
}

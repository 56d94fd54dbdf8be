/**
 * Which validators a consumer should have, and with which powers, from the bonded validators of the provider: first who
 * may validate it at all, then the set cap, which takes those on the priority list before others, then the power cap.
 *
 * The code sorts without keeping the order of equals; here validators of equal stake are in the order of their ids, as
 * the power index yields them, which a stable sort of it would keep.
 *
 * Spec: x/ccv/provider/keeper/validator_set_update.go ComputeNextValidators, power_shaping.go CanValidateChain,
 * FulfillsMinStake, PartitionBasedOnPriorityList, CapValidatorSet, CapValidatorsPower.
 */
import { compareIds } from '../provider/validator-power.ts';
import type {
  PowerShaping,
  ShapingContext,
  StakedValidator,
  ValidatorId,
  ValidatorPower,
} from '../vocabulary.ts';
import { capPowers, mostPower, type MostPower } from './cap-power.ts';

/** How caps are applied. */
export interface Caps {
  /** A set that is too large is cut: members by rank, the first to stay foremost. */
  readonly cut: (ranked: readonly StakedValidator[], setCap: number) => readonly StakedValidator[];
  readonly mostPower: MostPower;
}

/** The first ones stay, and a fraction of a unit of power is no power. */
export const soundCaps: Caps = { cut: (ranked, setCap) => ranked.slice(0, setCap), mostPower };

/**
 * @param slots MaxProviderConsensusValidators: so many validators take part in the provider's consensus
 * @returns the set, sorted by validator
 */
export function computeNextSet(
  bonded: readonly StakedValidator[],
  { parameters, optedIn, minPowerInTopN }: ShapingContext,
  slots: number,
  caps: Caps = soundCaps,
): readonly ValidatorPower[] {
  const { topN, setCap, powerCap, priority, allowInactive } = parameters;
  const byStake = bonded.toSorted((a, b) => b.tokens - a.tokens || compareIds(a.validator, b.validator));
  const admitted = eligibility(parameters, optedIn, minPowerInTopN);
  const candidates = (allowInactive ? byStake : byStake.slice(0, slots)).filter(admitted);
  const ranked = rankByPriority(candidates, priority);
  const isCut = topN === 0 && setCap > 0 && setCap < ranked.length;
  const chosen = isCut ? caps.cut(ranked, setCap) : ranked;
  const shaped = powerCap > 0 ? capPowers(chosen, powerCap, caps.mostPower) : chosen;
  return shaped
    .map(({ validator, power }) => ({ validator, power }))
    .sort((a, b) => compareIds(a.validator, b.validator));
}

/** Who may validate the chain: opted in, or in the top N, and kept out by none of its conditions. */
function eligibility(
  { topN, allow, deny, minStake }: PowerShaping,
  optedIn: readonly ValidatorId[],
  minPowerInTopN: number | null,
): (candidate: StakedValidator) => boolean {
  const volunteers = new Set(optedIn);
  const allowed = new Set(allow);
  const denied = new Set(deny);
  const isObliged = (power: number): boolean =>
    topN > 0 && minPowerInTopN !== null && power >= minPowerInTopN;
  return ({ validator, power, tokens }) =>
    (volunteers.has(validator) || isObliged(power)) &&
    (allowed.size === 0 || allowed.has(validator)) &&
    !denied.has(validator) &&
    tokens >= minStake;
}

/** Those on the priority list before the others, each group by falling power. */
function rankByPriority(
  candidates: readonly StakedValidator[],
  priority: readonly ValidatorId[],
): readonly StakedValidator[] {
  const preferred = new Set(priority);
  const byPower = candidates.toSorted((a, b) => b.power - a.power);
  return [
    ...byPower.filter(({ validator }) => preferred.has(validator)),
    ...byPower.filter(({ validator }) => !preferred.has(validator)),
  ];
}

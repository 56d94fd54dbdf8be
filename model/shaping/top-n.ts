/**
 * What an epoch does to the membership of a Top-N chain before its set is computed: the power from which on a validator
 * must validate is stored, and everybody active who has it is opted in, for good: nobody is ever opted out by losing
 * power. Spec: x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet, partial_set_security.go
 * OptInTopNValidators.
 */
import { strongest } from '../provider/validator-power.ts';
import type { ShapingContext, ValidatorId, ValidatorPower } from '../vocabulary.ts';
import { minPowerInTopN } from './min-power.ts';

/** Those who count towards the top N, and the power from which on they are in. */
export interface TopNRule {
  readonly active: (bonded: readonly ValidatorPower[]) => readonly ValidatorPower[];
  readonly minPower: (active: readonly ValidatorPower[], topN: number) => number | undefined;
}

/** Only the `slots` validators of the provider's own consensus count. */
export function topNRule(slots: number): TopNRule {
  return { active: (bonded) => strongest(bonded, slots), minPower: minPowerInTopN };
}

/**
 * The power to be stored; as before where nobody is active, where the code returns an error: a provider without active
 * validators makes no blocks.
 */
export function nextMinPower(
  { parameters, minPowerInTopN: stored }: ShapingContext,
  bonded: readonly ValidatorPower[],
  { active, minPower }: TopNRule,
): number | null {
  if (parameters.topN === 0) return stored;
  return minPower(active(bonded), parameters.topN) ?? stored;
}

/** Active validators who are not opted in and have the power that obliges them; sorted. */
export function newInTopN(
  { parameters, optedIn, minPowerInTopN: obliging }: ShapingContext,
  bonded: readonly ValidatorPower[],
  { active }: TopNRule,
): readonly ValidatorId[] {
  if (parameters.topN === 0 || obliging === null) return [];
  return active(bonded)
    .filter(({ validator, power }) => power >= obliging && !optedIn.includes(validator))
    .map(({ validator }) => validator)
    .sort();
}

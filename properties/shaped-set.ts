/**
 * What the shaping of a consumer must yield, stated here once more from the rules alone, so that it can be held against
 * what the machine computed: the power that obliges, who is eligible, who is left by the caps, and with which powers.
 */
import type {
  PowerShaping,
  ShapingContext,
  StakedValidator,
  ValidatorId,
  ValidatorPower,
} from '../model/vocabulary.ts';

/** Sum of the powers. */
export function totalOf(members: readonly ValidatorPower[]): number {
  return members.reduce((sum, { power }) => sum + power, 0);
}

/** The first `slots` validators, by power and then by id. */
export function activeAmong<Member extends ValidatorPower>(
  bonded: readonly Member[],
  slots: number,
): readonly Member[] {
  return bonded.toSorted((a, b) => b.power - a.power || (a.validator < b.validator ? -1 : 1)).slice(0, slots);
}

/** The greatest power such that all active validators with at least that power have N percent of the active power. */
export function obligingPower(active: readonly ValidatorPower[], topN: number): number | undefined {
  const needed = topN * totalOf(active);
  return active
    .map(({ power }) => power)
    .sort((a, b) => b - a)
    .find((least) => 100 * totalOf(active.filter(({ power }) => power >= least)) >= needed);
}

/** Active validators that must validate the chain; nobody on an opt-in chain. */
export function obligedAmong(
  { topN }: PowerShaping,
  bonded: readonly StakedValidator[],
  slots: number,
): readonly StakedValidator[] {
  if (topN === 0) return [];
  const active = activeAmong(bonded, slots);
  const least = obligingPower(active, topN);
  return least === undefined ? [] : active.filter(({ power }) => power >= least);
}

/** No list and no minimum stake of the chain keeps the validator out. */
export function passesFilters(
  { allow, deny, minStake }: PowerShaping,
  { validator, tokens }: StakedValidator,
): boolean {
  return (allow.length === 0 || allow.includes(validator)) && !deny.includes(validator) && tokens >= minStake;
}

/** Who may validate the chain when the epoch ends, before its set is capped; in the order of the code. */
export function eligibleAmong(
  { parameters, optedIn }: ShapingContext,
  bonded: readonly StakedValidator[],
  slots: number,
): readonly StakedValidator[] {
  const byStake = bonded.toSorted((a, b) => b.tokens - a.tokens || (a.validator < b.validator ? -1 : 1));
  const considered = parameters.allowInactive ? byStake : byStake.slice(0, slots);
  const least =
    parameters.topN === 0 ? undefined : obligingPower(activeAmong(bonded, slots), parameters.topN);
  return considered.filter(
    (candidate) =>
      (optedIn.includes(candidate.validator) || (least !== undefined && candidate.power >= least)) &&
      passesFilters(parameters, candidate),
  );
}

/** The members that the set cap leaves, foremost first: those on the priority list, then the most powerful. */
export function keptByCap(
  { topN, setCap, priority }: PowerShaping,
  eligible: readonly StakedValidator[],
): readonly StakedValidator[] {
  const rank = ({ validator }: StakedValidator): number => (priority.includes(validator) ? 0 : 1);
  const ranked = eligible.toSorted((a, b) => rank(a) - rank(b) || b.power - a.power);
  return topN > 0 || setCap === 0 ? ranked : ranked.slice(0, setCap);
}

/** The most that a power cap of so many percent leaves anybody of a total; at least one unit. */
export function capOf(total: number, percent: number): number {
  const units = Number((BigInt(total) * BigInt(percent)) / 100n);
  return units === 0 ? 1 : units;
}

/**
 * Powers under a cap: who has more is brought down to it, and what that frees is offered to the others, the most powerful
 * first. Each takes an equal part of what is left then, in whole units, or less if that fills it up to the cap.
 */
function cappedPowers(ranked: readonly ValidatorPower[], percent: number): readonly ValidatorPower[] {
  const most = capOf(totalOf(ranked), percent);
  const strong = ranked.filter(({ power }) => power >= most);
  const weak = ranked.filter(({ power }) => power < most).toSorted((a, b) => b.power - a.power);
  let freed = totalOf(strong) - strong.length * most;
  const raised = weak.map(({ validator, power }, index) => {
    const part = Math.trunc(freed / (weak.length - index));
    const taken = power + part > most ? most - power : part;
    freed -= taken;
    return { validator, power: power + taken };
  });
  return [...strong.map(({ validator }) => ({ validator, power: most })), ...raised];
}

/** The whole shape: members with their powers, sorted by validator. */
export function shapedMembers(
  shaping: ShapingContext,
  bonded: readonly StakedValidator[],
  slots: number,
): readonly ValidatorPower[] {
  const { parameters } = shaping;
  const kept = keptByCap(parameters, eligibleAmong(shaping, bonded, slots));
  const capped = parameters.powerCap === 0 ? kept : cappedPowers(kept, parameters.powerCap);
  return capped
    .map(({ validator, power }) => ({ validator, power }))
    .sort((a, b) => (a.validator < b.validator ? -1 : 1));
}

/** The power of a validator in a set; 0 if it is not there. */
export function powerOfMember(members: readonly ValidatorPower[], id: ValidatorId): number {
  return members.find(({ validator }) => validator === id)?.power ?? 0;
}

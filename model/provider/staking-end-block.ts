/**
 * The EndBlock of the SDK's staking module as the sub-steps that it runs through, in its order. Hooks of other modules
 * run between them in the real chain and have read half-updated state there, which is why they are kept apart.
 *
 * A validator without tokens counts as one without delegator shares (they differ only after everything was slashed).
 * Spec: cosmos-sdk x/staking/keeper/val_state_change.go BlockValidatorUpdates.
 */
import { castDraft, produce } from 'immer';
import type { ProviderContext, ProviderValidator, UnbondingEntry } from '../vocabulary.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { powerOf, strongest } from './validator-power.ts';

/** Tells whether the power index yields a validator: not jailed, with power, among the MaxValidators most powerful. */
function isAmongTop(
  validators: readonly ProviderValidator[],
  { maxValidators, powerReduction }: ProviderParameters,
): (validator: ProviderValidator) => boolean {
  const isCandidate = ({ jailed, tokens }: ProviderValidator): boolean => !jailed && tokens >= powerReduction;
  let candidates = 0;
  for (const validator of validators) if (isCandidate(validator)) candidates += 1;
  if (candidates <= maxValidators) return isCandidate;
  const powers = validators
    .filter(isCandidate)
    .map(({ id, tokens }) => ({ validator: id, power: powerOf(tokens, powerReduction) }));
  const top = new Set(strongest(powers, maxValidators).map(({ validator }) => validator));
  return ({ id }) => top.has(id);
}

/** Sub-step 1: the top validators become Bonded (leaving the unbonding queue) and get their power. */
export function bondTopValidators(context: ProviderContext, parameters: ProviderParameters): ProviderContext {
  const isTop = isAmongTop(context.validators, parameters);
  const powerNow = ({ tokens }: ProviderValidator): number => powerOf(tokens, parameters.powerReduction);
  return changeValidators(
    context,
    (validator) =>
      isTop(validator) && (validator.status !== 'Bonded' || validator.lastPower !== powerNow(validator)),
    (validator) => ({ status: 'Bonded', unbondsIn: 0, unbondingSince: 0, lastPower: powerNow(validator) }),
  );
}

/** Sub-step 2: every other validator that had power begins to unbond and loses it. */
export function unbondTheRest(context: ProviderContext, parameters: ProviderParameters): ProviderContext {
  const isTop = isAmongTop(context.validators, parameters);
  return changeValidators(
    context,
    (validator) => validator.lastPower > 0 && !isTop(validator),
    () => ({ status: 'Unbonding', unbondsIn: parameters.unbondingSeconds, unbondingSince: 0, lastPower: 0 }),
  );
}

/**
 * Sub-step 3: validators whose unbonding time is over, and which are not on hold, are Unbonded; without tokens they cease
 * to exist.
 */
export function completeValidatorUnbondings(context: ProviderContext): ProviderContext {
  const isDue = ({ status, unbondsIn, holds }: ProviderValidator): boolean =>
    status === 'Unbonding' && unbondsIn === 0 && holds === undefined;
  const completed = changeValidators(context, isDue, () => ({ status: 'Unbonded', unbondingSince: 0 }));
  return completed === context ? context : removeEmptyValidators(completed);
}

/** The undelegations and redelegations that the coming sub-step 4 completes, oldest first: due and not on hold. */
export function dueEntries({ unbonding }: ProviderContext): readonly UnbondingEntry[] {
  return unbonding.filter(({ completesIn, hold }) => completesIn === 0 && hold === undefined);
}

/** Sub-step 4: due undelegations are paid out, due redelegations are forgotten. */
export function completeUnbondings(context: ProviderContext): ProviderContext {
  return withoutEntries(context, dueEntries(context));
}

/** The entries complete. */
export function withoutEntries(
  context: ProviderContext,
  completed: readonly UnbondingEntry[],
): ProviderContext {
  if (completed.length === 0) return context;
  return produce(context, (draft) => {
    for (const { kind, balance } of completed) if (kind === 'undelegation') draft.liquidTokens += balance;
    draft.unbonding = castDraft(context.unbonding.filter((entry) => !completed.includes(entry)));
  });
}

/** Whether an EndBlock now would change nothing. */
export function isStakingSettled(context: ProviderContext, parameters: ProviderParameters): boolean {
  return (
    bondTopValidators(context, parameters) === context &&
    unbondTheRest(context, parameters) === context &&
    completeValidatorUnbondings(context) === context &&
    dueEntries(context).length === 0
  );
}

/**
 * Unbonded validators without stake cease to exist. A tombstoned one is kept as an empty record instead: the slashing
 * module remembers the tombstone of the key for ever, and a validator with it could not be made again to any use.
 * Spec: cosmos-sdk x/staking/keeper/validator.go RemoveValidator.
 */
export function removeEmptyValidators(context: ProviderContext): ProviderContext {
  const isGone = ({ status, tokens, tombstoned }: ProviderValidator): boolean =>
    status === 'Unbonded' && tokens === 0 && !tombstoned;
  if (!context.validators.some(isGone)) return context;
  return produce(context, (draft) => {
    draft.validators = castDraft(context.validators.filter((validator) => !isGone(validator)));
  });
}

/** Applies the change to the validators that it is for. Reads the undrafted list: drafting 180 validators is slow. */
export function changeValidators(
  context: ProviderContext,
  isConcerned: (validator: ProviderValidator) => boolean,
  change: (validator: ProviderValidator) => Partial<ProviderValidator>,
): ProviderContext {
  const changed = changedValidators(context.validators, isConcerned, change);
  if (changed === context.validators) return context;
  return produce(context, (draft) => {
    draft.validators = castDraft(changed);
  });
}

/**
 * The list with the change applied; the same list if it concerns nobody. It is frozen here, as all but a few elements
 * are already, which spares Immer a walk through every validator.
 */
export function changedValidators(
  validators: readonly ProviderValidator[],
  isConcerned: (validator: ProviderValidator) => boolean,
  change: (validator: ProviderValidator) => Partial<ProviderValidator>,
): readonly ProviderValidator[] {
  let changed: ProviderValidator[] | undefined;
  for (let index = 0; index < validators.length; index += 1) {
    const validator = validators[index];
    if (validator === undefined || !isConcerned(validator)) continue;
    changed ??= [...validators];
    changed[index] = Object.freeze({ ...validator, ...change(validator) });
  }
  return changed === undefined ? validators : Object.freeze(changed);
}

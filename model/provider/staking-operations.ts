/**
 * Transactions of the staking and slashing modules. There is one delegator, who stands for all and holds every share;
 * operators bond nothing of their own, so no one is jailed for too little self-delegation.
 * Each operation has a guard (would the transaction succeed?) and an effect, which presumes the guard.
 * Spec: cosmos-sdk x/staking/keeper/msg_server.go, delegation.go; x/slashing/keeper/unjail.go.
 */
import { castDraft, produce } from 'immer';
import type {
  ProviderContext,
  ProviderChoice,
  ProviderValidator,
  UnbondingEntry,
  ValidatorId,
  ValidatorPower,
} from '../vocabulary.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { reaches } from './slashing.ts';
import { changedValidators, changeValidators, removeEmptyValidators } from './staking-end-block.ts';
import {
  hasIncomingRedelegation,
  hasRoomForEntry,
  newRedelegation,
  newUndelegation,
  withEntry,
} from './unbonding-entries.ts';
import { compareIds, powerOf } from './validator-power.ts';

type Operation<Type extends ProviderChoice['type']> = Extract<ProviderChoice, { readonly type: Type }>;

/** What an operation did to the context, and the unbonding entry that it started, if any. */
export interface OperationOutcome {
  readonly context: ProviderContext;
  readonly started?: UnbondingEntry;
}

export function findValidator(
  { validators }: ProviderContext,
  id: ValidatorId,
): ProviderValidator | undefined {
  return validators.find((validator) => validator.id === id);
}

export function canDelegate(context: ProviderContext, { validator, tokens }: Operation<'delegate'>): boolean {
  return tokens <= context.liquidTokens && findValidator(context, validator) !== undefined;
}

export function delegate(
  context: ProviderContext,
  { validator, tokens }: Operation<'delegate'>,
): ProviderContext {
  return moveTokens(context, { to: validator, tokens, liquid: -tokens });
}

export function canUndelegate(
  context: ProviderContext,
  { validator, tokens }: Operation<'undelegate'>,
): boolean {
  const found = findValidator(context, validator);
  return found !== undefined && found.tokens >= tokens && hasRoomForEntry(context, validator, '');
}

export function undelegate(
  context: ProviderContext,
  { validator, tokens }: Operation<'undelegate'>,
  { unbondingSeconds }: ProviderParameters,
): OperationOutcome {
  const started = newUndelegation(validator, tokens, unbondingSeconds);
  const moved = moveTokens(context, { from: validator, tokens, entry: started });
  return { context: removeEmptyValidators(moved), started };
}

export function canRedelegate(
  context: ProviderContext,
  { from, to, tokens }: Operation<'redelegate'>,
): boolean {
  const source = findValidator(context, from);
  return (
    from !== to &&
    source !== undefined &&
    source.tokens >= tokens &&
    findValidator(context, to) !== undefined &&
    !hasIncomingRedelegation(context, from) &&
    hasRoomForEntry(context, from, to)
  );
}

export function redelegate(
  context: ProviderContext,
  { from, to, tokens }: Operation<'redelegate'>,
  { unbondingSeconds }: ProviderParameters,
): OperationOutcome {
  const source = findValidator(context, from);
  const started = source && newRedelegation(source, to, tokens, unbondingSeconds);
  const moved = moveTokens(context, { from, to, tokens, ...(started && { entry: started }) });
  return { context: removeEmptyValidators(moved), ...(started && { started }) };
}

export function canCreateValidator(context: ProviderContext, choice: Operation<'createValidator'>): boolean {
  return choice.tokens <= context.liquidTokens && findValidator(context, choice.validator) === undefined;
}

/** The new validator is Unbonded; the next EndBlock may bond it. */
export function createValidator(
  context: ProviderContext,
  { validator, tokens }: Operation<'createValidator'>,
): ProviderContext {
  return produce(context, (draft) => {
    draft.liquidTokens -= tokens;
    draft.validators = castDraft(
      [...context.validators, unbondedValidator(validator, tokens)].sort((a, b) => compareIds(a.id, b.id)),
    );
  });
}

export function unbondedValidator(id: ValidatorId, tokens: number): ProviderValidator {
  return {
    id,
    tokens,
    status: 'Unbonded',
    unbondsIn: 0,
    unbondingSince: 0,
    lastPower: 0,
    jailed: false,
    jailedFor: 0,
    tombstoned: false,
  };
}

/** Some delegation must remain: a validator without one cannot be unjailed. */
export function canUnjail(context: ProviderContext, { validator }: Operation<'unjail'>): boolean {
  const found = findValidator(context, validator);
  return (
    found !== undefined && found.jailed && !found.tombstoned && found.jailedFor === 0 && found.tokens > 0
  );
}

export function unjail(context: ProviderContext, { validator }: Operation<'unjail'>): ProviderContext {
  return changeOne(context, validator, { jailed: false });
}

/** Leaves the power index at once; status and lastPower stay until the next EndBlock. */
export function jail(context: ProviderContext, validator: ValidatorId, seconds: number): ProviderContext {
  return changeOne(context, validator, { jailed: true, jailedFor: seconds });
}

/** For ever: a tombstoned validator is never unjailed, so no countdown is kept for it. */
export function tombstone(context: ProviderContext, validator: ValidatorId): ProviderContext {
  return changeOne(context, validator, { jailed: true, jailedFor: 0, tombstoned: true });
}

/** Only validators that run the provider's consensus can miss its blocks. */
export function signsForProvider(
  { consensusSet }: ProviderContext,
  validator: ValidatorId,
): ValidatorPower | undefined {
  return consensusSet.find((member) => member.validator === validator);
}

/** The power that jailing it takes away: none if there is no such validator, or if it is in jail already. */
export function effectivePower(context: ProviderContext, validator: ValidatorId): number {
  const found = findValidator(context, validator);
  return found === undefined || found.jailed ? 0 : found.lastPower;
}

/** Power to slash a double sign with: the last one, or what its stake is worth once it has none any more. */
export function powerAtDoubleSign({ lastPower, tokens }: ProviderValidator, powerReduction: number): number {
  return lastPower > 0 ? lastPower : powerOf(tokens, powerReduction);
}

/**
 * Power to slash an equivocation on a consumer with: the last one, which is 0 once the validator has left the bonded set
 * (SC-33), and all that is unbonding from it, whenever it began to (SC-24).
 * Spec: x/ccv/provider/keeper/consumer_equivocation.go ComputePowerToSlash.
 */
export function powerToSlash(
  context: ProviderContext,
  validator: ValidatorId,
  powerReduction: number,
): number {
  let unbonding = 0;
  for (const entry of context.unbonding) {
    if (entry.validator === validator && reaches('chain start', entry)) unbonding += entry.initialBalance;
  }
  return (findValidator(context, validator)?.lastPower ?? 0) + powerOf(unbonding, powerReduction);
}

interface Move {
  readonly tokens: number;
  readonly from?: ValidatorId;
  readonly to?: ValidatorId;
  /** Change of the unstaked tokens. */
  readonly liquid?: number;
  readonly entry?: UnbondingEntry;
}

function moveTokens(
  context: ProviderContext,
  { tokens, from, to, liquid = 0, entry }: Move,
): ProviderContext {
  const validators = changedValidators(
    context.validators,
    ({ id }) => id === from || id === to,
    ({ id, tokens: held }) => ({ tokens: id === from ? held - tokens : held + tokens }),
  );
  return produce(context, (draft) => {
    draft.validators = castDraft(validators);
    draft.liquidTokens += liquid;
    if (entry !== undefined) draft.unbonding = castDraft([...withEntry(context.unbonding, entry)]);
  });
}

function changeOne(
  context: ProviderContext,
  id: ValidatorId,
  change: Partial<ProviderValidator>,
): ProviderContext {
  return changeValidators(
    context,
    (validator) => validator.id === id,
    () => change,
  );
}

/** Undelegations and redelegations under way: limits, creation and growing older. */
import { castDraft, produce } from 'immer';
import type { ProviderContext, ProviderValidator, UnbondingEntry, ValidatorId } from '../vocabulary.ts';
import { changedValidators } from './staking-end-block.ts';

/** SDK staking parameter MaxEntries: entries that one delegator may have of one undelegation or redelegation pair. */
const maxEntries = 7;

/** `to` is `''` for undelegations. */
export function hasRoomForEntry(
  { unbonding }: ProviderContext,
  from: ValidatorId,
  to: ValidatorId | '',
): boolean {
  return (
    unbonding.filter((entry) => entry.validator === from && entry.destination === to).length < maxEntries
  );
}

/** A redelegation into the validator that has not completed: its stake may not hop on (no transitive redelegation). */
export function hasIncomingRedelegation({ unbonding }: ProviderContext, validator: ValidatorId): boolean {
  return unbonding.some(({ kind, destination }) => kind === 'redelegation' && destination === validator);
}

/** A full unbonding period even if the validator is not bonded. */
export function newUndelegation(
  validator: ValidatorId,
  tokens: number,
  unbondingSeconds: number,
): UnbondingEntry {
  return {
    kind: 'undelegation',
    validator,
    destination: '',
    initialBalance: tokens,
    balance: tokens,
    completesIn: unbondingSeconds,
    createdAt: 0,
  };
}

/**
 * Stake that leaves a validator which is unbonding itself stays slashable only as long as that validator would, and
 * is dated by its beginning to unbond; stake that leaves an Unbonded one is free at once.
 * Spec: cosmos-sdk x/staking/keeper/delegation.go getBeginInfo.
 */
export function newRedelegation(
  source: ProviderValidator,
  destination: ValidatorId,
  tokens: number,
  unbondingSeconds: number,
): UnbondingEntry | undefined {
  if (source.status === 'Unbonded') return undefined;
  const isUnbonding = source.status === 'Unbonding';
  return {
    kind: 'redelegation',
    validator: source.id,
    destination,
    initialBalance: tokens,
    balance: tokens,
    completesIn: isUnbonding ? source.unbondsIn : unbondingSeconds,
    createdAt: isUnbonding ? source.unbondingSince : 0,
  };
}

/**
 * Appends the entry; an undelegation joins one made in the same block (they share creation height and completion time).
 * Spec: cosmos-sdk x/staking/types/delegation.go UnbondingDelegation.AddEntry.
 */
export function withEntry(
  unbonding: readonly UnbondingEntry[],
  entry: UnbondingEntry,
): readonly UnbondingEntry[] {
  const isTwin = (other: UnbondingEntry): boolean =>
    other.kind === 'undelegation' &&
    other.validator === entry.validator &&
    other.completesIn === entry.completesIn &&
    other.createdAt === entry.createdAt;
  if (entry.kind === 'redelegation' || !unbonding.some(isTwin)) return [...unbonding, entry];
  return unbonding.map((other) =>
    isTwin(other)
      ? {
          ...other,
          initialBalance: other.initialBalance + entry.initialBalance,
          balance: other.balance + entry.balance,
        }
      : other,
  );
}

/** A VSC id was issued: everything that is dated by ids grows one older. */
export function growEntriesOlder(context: ProviderContext, oldest: number): ProviderContext {
  const validators = changedValidators(
    context.validators,
    ({ status }) => status === 'Unbonding',
    ({ unbondingSince }) => ({ unbondingSince: Math.min(unbondingSince + 1, oldest) }),
  );
  if (context.unbonding.length === 0 && validators === context.validators) return context;
  return produce(context, (draft) => {
    draft.validators = castDraft(validators);
    draft.unbonding = castDraft(
      context.unbonding.map((entry) =>
        typeof entry.createdAt === 'number'
          ? { ...entry, createdAt: Math.min(entry.createdAt + 1, oldest) }
          : entry,
      ),
    );
  });
}

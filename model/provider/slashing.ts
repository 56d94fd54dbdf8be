/**
 * Slashing by the height of the infraction. Heights are ages of VSC ids (see vsc-age.ts): an unbonding entry counts as
 * created at or after the infraction when the id that was current at its creation is younger than the infraction's.
 *
 * A token is worth a share: the model has no exchange rates, so a redelegated amount that was slashed at its
 * destination meanwhile is burnt at its full fraction (as far as the destination still has tokens).
 * Spec: cosmos-sdk x/staking/keeper/slash.go Slash, SlashUnbondingDelegation, SlashRedelegation.
 */
import { produce } from 'immer';
import type { Draft } from 'immer';
import { truncatedShare } from '../fraction.ts';
import type {
  ConsumerId,
  Fraction,
  ProviderContext,
  UnbondingEntry,
  ValidatorId,
  VscRef,
} from '../vocabulary.ts';
import { removeEmptyValidators } from './staking-end-block.ts';

/**
 * `current block`: the infraction height is the current height, at which the SDK leaves unbonding entries alone.
 * `chain start`: height 0, which reaches every entry, whenever it was created.
 */
export type InfractionHeight = VscRef | 'current block' | 'chain start';

export interface Slash {
  /** Must exist and not be Unbonded. */
  readonly validator: ValidatorId;
  readonly infraction: InfractionHeight;
  /** Whose set was in force then. */
  readonly consumer?: ConsumerId;
  /** Power that the infraction is reported with; need not be the validator's. */
  readonly power: number;
  readonly fraction: Fraction;
}

export interface SlashOutcome {
  readonly context: ProviderContext;
  /** Tokens that the fraction of the reported power comes to. */
  readonly nominal: number;
  /** Tokens that were burnt, of stake and of unbonding entries together. */
  readonly burnt: number;
}

/**
 * The height that a VSC id is mapped to: one after the block that provided it. In that very block it is the current
 * height, and an id that is still being filled (age 0) maps to the current height always.
 * Spec: x/ccv/provider/keeper/relay.go EndBlockCIS (VSCtoH[id] = h + 1), getMappedInfractionHeight.
 */
export function mappedHeight(vsc: VscRef, blockOfEpoch: number, epochLength: number): InfractionHeight {
  const isFirstOfEpoch = blockOfEpoch === 1 % epochLength;
  return vsc === 0 || (vsc === 1 && isFirstOfEpoch) ? 'current block' : vsc;
}

/**
 * Whether the stake in the entry still backed the validator at the infraction and can be slashed yet. The initial set of
 * a consumer is dated by the opening of its channel (N2): if that was less than an unbonding period ago, `openedFor` is
 * how much of the period is left, and an entry made before has less left.
 */
export function reaches(infraction: InfractionHeight, entry: UnbondingEntry, openedFor = 0): boolean {
  // What is on hold stays slashable beyond its time.
  const isOver = entry.completesIn === 0 && entry.hold === undefined;
  if (infraction === 'current block' || isOver) return false;
  if (infraction === 'chain start') return true;
  if (entry.createdAt === 'before-channels') return false;
  return infraction === 'genesis' ? entry.completesIn >= openedFor : entry.createdAt < infraction;
}

/** Burns tokens for an infraction: first in unbonding entries that it reaches, the remainder of the validator's own. */
export function slash(context: ProviderContext, order: Slash, powerReduction: number): SlashOutcome {
  const nominal = truncatedShare(order.power * powerReduction, order.fraction);
  if (order.fraction.numerator === 0) return { context, nominal, burnt: 0 };
  let burnt = 0;
  const slashed = produce(context, (draft) => {
    let remaining = nominal;
    const isReached = reachOf(context, order);
    for (const [index, entry] of context.unbonding.entries()) {
      if (entry.validator !== order.validator || !isReached(entry)) continue;
      const owed = truncatedShare(entry.initialBalance, order.fraction);
      // What remains for the validator falls by what the entry owes, even if the entry no longer holds that much.
      remaining -= owed;
      burnt +=
        entry.kind === 'undelegation'
          ? burnOfEntry(draft, index, owed)
          : burnOfRedelegation(draft, context, { entry, owed, isReached });
    }
    burnt += burnOfValidator(draft, context, order.validator, Math.max(0, remaining));
  });
  // A destination of a redelegation may have been Unbonded, and has nothing left now.
  return { context: removeEmptyValidators(slashed), nominal, burnt };
}

/** Which entries the slash reaches. */
function reachOf(
  { channelOpenings }: ProviderContext,
  { infraction, consumer }: Slash,
): (entry: UnbondingEntry) => boolean {
  const opening = channelOpenings.find((known) => known.consumer === consumer);
  return (entry) => reaches(infraction, entry, opening?.recentFor);
}

interface RedelegationSlash {
  readonly entry: UnbondingEntry;
  readonly owed: number;
  readonly isReached: (entry: UnbondingEntry) => boolean;
}

/**
 * Redelegated stake is sought first among undelegations from the destination, then at the destination itself. The
 * second part is not reduced by what the first one found, unless that was everything: so does the SDK since 0.50.5.
 */
function burnOfRedelegation(
  draft: Draft<ProviderContext>,
  context: ProviderContext,
  { entry, owed, isReached }: RedelegationSlash,
): number {
  let missing = owed;
  for (const [index, { kind, validator }] of context.unbonding.entries()) {
    const candidate = draft.unbonding[index];
    if (kind !== 'undelegation' || validator !== entry.destination || candidate === undefined) continue;
    if (isReached(candidate)) missing -= burnOfEntry(draft, index, missing);
  }
  const found = owed - missing;
  return missing === 0 ? found : found + burnOfValidator(draft, context, entry.destination, owed);
}

function burnOfEntry(draft: Draft<ProviderContext>, index: number, amount: number): number {
  const entry = draft.unbonding[index];
  if (entry === undefined) return 0;
  const burnt = Math.min(amount, entry.balance);
  entry.balance -= burnt;
  return burnt;
}

function burnOfValidator(
  draft: Draft<ProviderContext>,
  context: ProviderContext,
  id: ValidatorId,
  amount: number,
): number {
  // Sought in the undrafted list, as a search through the draft would wrap every validator that it passes.
  const validator = draft.validators[context.validators.findIndex((candidate) => candidate.id === id)];
  if (validator === undefined) return 0;
  const burnt = Math.min(amount, validator.tokens);
  validator.tokens -= burnt;
  return burnt;
}

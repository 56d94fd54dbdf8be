/**
 * Unbondings that wait for consumers (v1-v5): an undelegation, a redelegation or a validator that leaves the bonded set
 * is put on hold when it begins, for every consumer that may rely on the stake, until all of them have matured the VSC id
 * that was current then. The wait comes on top of the unbonding period of the provider: both must be over.
 *
 * A validator may return to the bonded set while it is on hold and leave again: each of its unbondings is a hold of its
 * own, and it becomes Unbonded only when none is left (the reference count of the SDK).
 * Spec: x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated; relay.go HandleVSCMaturedPacket,
 * completeMaturedUnbondingOps; cosmos-sdk x/staking/keeper/unbonding.go PutUnbondingOnHold, UnbondingCanComplete.
 */
import { castDraft, produce } from 'immer';
import type {
  ConsumerId,
  ProviderContext,
  ProviderValidator,
  UnbondingEntry,
  UnbondingHold,
  ValidatorId,
  VscRef,
} from '../vocabulary.ts';
import { withoutEntries } from './staking-end-block.ts';
import type { ProviderParameters } from './provider-parameters.ts';

/** Validators that began to unbond in the EndBlock that is running: no time has passed for them yet. */
export function newlyUnbonding(
  { validators }: ProviderContext,
  { unbondingSeconds }: ProviderParameters,
): readonly ValidatorId[] {
  return validators
    .filter(({ status, unbondsIn }) => status === 'Unbonding' && unbondsIn === unbondingSeconds)
    .map(({ id }) => id);
}

/** The consumer holds the undelegation or redelegation that began last. */
export function holdNewestEntry(context: ProviderContext, consumer: ConsumerId): ProviderContext {
  return produce(context, (draft) => {
    const entry = draft.unbonding.at(-1);
    if (entry === undefined) throw new Error('expected an unbonding to put on hold, received none');
    entry.hold = castDraft(heldBy(entry.hold ?? { vsc: 0, holders: [] }, consumer));
  });
}

/**
 * The consumer holds the validator's unbonding, which began in the EndBlock just run. The hook is answered after the
 * machine took the whole block: if that ended an epoch, the id that was current has been followed by another. (Not where
 * the slash queue comes between staking and the end of the epoch.)
 */
export function holdValidator(
  context: ProviderContext,
  validator: ValidatorId,
  consumer: ConsumerId,
  { epochLength, hasSlashQueue }: ProviderParameters,
): ProviderContext {
  const vsc = !hasSlashQueue && context.blockOfEpoch === 1 % epochLength ? 1 : 0;
  return withHolds(
    context,
    ({ id }) => id === validator,
    (holds) => {
      const last = holds.at(-1);
      return last?.vsc === vsc
        ? [...holds.slice(0, -1), heldBy(last, consumer)]
        : [...holds, heldBy({ vsc, holders: [] }, consumer)];
    },
  );
}

function heldBy({ vsc, holders }: UnbondingHold, consumer: ConsumerId): UnbondingHold {
  return { vsc, holders: holders.includes(consumer) ? holders : [...holders, consumer].sort() };
}

/** The consumer does not hold what began under that id any more. */
export function releaseHolds(
  context: ProviderContext,
  consumer: ConsumerId,
  vsc: VscRef | 'all',
): ProviderContext {
  const concerns = (hold: UnbondingHold): boolean =>
    (vsc === 'all' || hold.vsc === vsc) && hold.holders.includes(consumer);
  const released = (hold: UnbondingHold): UnbondingHold =>
    concerns(hold) ? { ...hold, holders: hold.holders.filter((holder) => holder !== consumer) } : hold;
  return changeHolds(context, concerns, released);
}

/** An id was issued. */
export function growHoldsOlder(context: ProviderContext, oldest: number): ProviderContext {
  return changeHolds(
    context,
    ({ vsc }) => vsc < oldest,
    (hold) => ({ ...hold, vsc: Math.min(hold.vsc + 1, oldest) }),
  );
}

function changeHolds(
  context: ProviderContext,
  concerns: (hold: UnbondingHold) => boolean,
  change: (hold: UnbondingHold) => UnbondingHold,
): ProviderContext {
  const entriesChange = context.unbonding.some(({ hold }) => hold !== undefined && concerns(hold));
  const inEntries = entriesChange
    ? produce(context, (draft) => {
        for (const entry of draft.unbonding) if (entry.hold) entry.hold = castDraft(change(entry.hold));
      })
    : context;
  return withHolds(
    inEntries,
    ({ holds }) => holds?.some(concerns) === true,
    (holds) => holds.map(change),
  );
}

/** Lifts the holds for which every consumer has answered. What was due and waited for them alone completes now. */
export function liftAnsweredHolds(context: ProviderContext): {
  readonly context: ProviderContext;
  readonly completed: readonly UnbondingEntry[];
} {
  const isAnswered = (hold: UnbondingHold): boolean => hold.holders.length === 0;
  const unbonding = context.unbonding.map((entry) => {
    if (entry.hold === undefined || !isAnswered(entry.hold)) return entry;
    const { hold: _, ...free } = entry;
    return free;
  });
  const lifted = withHolds(
    context,
    ({ holds }) => holds?.some(isAnswered) === true,
    (holds) => holds.filter((hold) => !isAnswered(hold)),
  );
  const completed = unbonding.filter(
    (entry, index) => entry !== context.unbonding[index] && entry.completesIn === 0,
  );
  if (unbonding.every((entry, index) => entry === context.unbonding[index])) {
    return { context: lifted, completed };
  }
  return {
    context: withoutEntries(
      produce(lifted, (draft) => {
        draft.unbonding = castDraft(unbonding);
      }),
      completed,
    ),
    completed,
  };
}

/** The validators' holds, changed; the field is gone where no hold is left. */
function withHolds(
  context: ProviderContext,
  isConcerned: (validator: ProviderValidator) => boolean,
  change: (holds: readonly UnbondingHold[]) => readonly UnbondingHold[],
): ProviderContext {
  if (!context.validators.some(isConcerned)) return context;
  return produce(context, (draft) => {
    draft.validators = context.validators.map((validator) => {
      if (!isConcerned(validator)) return castDraft(validator);
      const { holds = [], ...rest } = validator;
      const changed = change(holds);
      return castDraft(changed.length === 0 ? rest : { ...rest, holds: changed });
    });
  });
}

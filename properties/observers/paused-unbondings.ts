/**
 * Follows undelegations and redelegations with the consumers that they should wait for (v1-v5), and remembers which
 * consumers the last unbonding to begin was put on hold for.
 *
 * Who relies on a validator's stake is told from what was provided to a consumer and received by it: whoever has the
 * validator in the set in force, in one on its way, or in the one computed last. Before partial sets that is everybody.
 */
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { consumerOf, provider, recordOf } from '../../model/component-ids.ts';
import { genesisValidatorSet } from '../../model/genesis-validator-set.ts';
import { hasKeys } from '../../model/epoch-stages.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import { startsLaunched } from '../../model/lifecycle.ts';
import type { ConsumerId, KeyPower, UnbondingEntry, ValidatorId, VscRef } from '../../model/vocabulary.ts';
import { featuresOf, growOlder, oldestVscAge } from '../../model/vsc-age.ts';
import { byValidator, keyedOf, powerInText, textOf } from '../key-powers.ts';
import { eventOf } from '../model-events.ts';
import { blocksBegun, messagesOf, notesOf } from './heard.ts';
import { onePerInstance } from './one-per-instance.ts';

interface OpenUnbonding extends Pick<UnbondingEntry, 'kind' | 'validator' | 'destination' | 'createdAt'> {
  /** Age of the id that was current when it began. */
  readonly vsc: number;
  /** Who relied on it and has not matured that id; and those of them that had the validator in their stored set. */
  readonly reliedOnBy: readonly ConsumerId[];
  readonly storedBy: readonly ConsumerId[];
  /** It began in the present block: another undelegation from the same validator joins it. */
  readonly fresh: boolean;
}

/** The unbonding that began last, until the provider does something else. */
export interface BegunUnbonding {
  readonly validator: ValidatorId;
  readonly operation: 'entry' | 'validator';
  readonly reliedOnBy: readonly ConsumerId[];
  readonly storedBy: readonly ConsumerId[];
  readonly heldFor: readonly ConsumerId[];
}

export interface PausedUnbondings {
  readonly open: readonly OpenUnbonding[];
  readonly begun: BegunUnbonding | null;
  /** Sets of each launched consumer by validator, oldest first: the one in force, those on their way, the one computed last. */
  readonly sets: Readonly<Record<ConsumerId, readonly { readonly vsc: VscRef; readonly set: string }[]>>;
  /** VSC that a consumer received in its present block. */
  readonly received: Readonly<Record<ConsumerId, VscRef>>;
  /** The first completion although somebody who relied on the stake, or had it stored, had not matured; empty if none. */
  readonly tooEarly: string;
  readonly tooEarlyForStored: string;
}

export const pausedUnbondingsId = 'paused-unbondings';

export const pausedUnbondings = onePerInstance<PausedUnbondings>(createPausedUnbondings);

export function createPausedUnbondings(instance: Instance): ObserverDefinition<PausedUnbondings> {
  const { consumers } = instance;
  const oldest = oldestVscAge(instance);
  const [first] = consumers;
  const consumerAt = new Map(
    consumers.flatMap(({ id }) => [
      [recordOf(id), id],
      [consumerOf(id), id],
    ]),
  );
  const relying = (state: PausedUnbondings, validator: ValidatorId): readonly ConsumerId[] =>
    consumers.flatMap((consumer) => {
      const sets = state.sets[consumer.id] ?? [];
      const isIn = sets.some(({ set }) => powerInText(set, validator) > 0);
      const counts = featuresOf(instance).partialSets ? isIn : sets.length > 0;
      return counts ? [consumer.id] : [];
    });
  const storing = (state: PausedUnbondings, validator: ValidatorId): readonly ConsumerId[] =>
    consumers.flatMap((consumer) => {
      const stored = state.sets[consumer.id]?.at(-1);
      const isIn = stored !== undefined && powerInText(stored.set, validator) > 0;
      const counts = featuresOf(instance).partialSets ? isIn : stored !== undefined;
      return counts ? [consumer.id] : [];
    });
  const launchSets = consumers.filter(startsLaunched).map(
    (consumer) =>
      [
        consumer.id,
        [
          {
            vsc: 'genesis' as const,
            set: textOf(byValidator(consumer, keyedOf(genesisValidatorSet(instance, consumer)))),
          },
        ],
      ] as const,
  );
  return {
    id: pausedUnbondingsId,
    initial: {
      open: [],
      begun: null,
      sets: Object.fromEntries(launchSets),
      received: {},
      tooEarly: '',
      tooEarlyForStored: '',
    },
    observes: [provider, ...consumerAt.keys()],
    reduce: (state, delivery) => {
      if (delivery.component === provider) return atProvider(state, delivery, { relying, storing });
      const id = consumerAt.get(delivery.component) ?? '';
      if (delivery.component === consumerOf(id)) return atConsumer(state, delivery, id);
      if (delivery.event.type === 'vscIdAdvanced') return id === first?.id ? allOlder(state, oldest) : state;
      const consumer = consumers.find((each) => each.id === id);
      return consumer === undefined ? state : atRecord(state, delivery, consumer);
    },
  };
}

type Question = (state: PausedUnbondings, validator: ValidatorId) => readonly ConsumerId[];

function atProvider(
  state: PausedUnbondings,
  delivery: ObservedDelivery,
  { relying, storing }: { readonly relying: Question; readonly storing: Question },
): PausedUnbondings {
  const { emitted } = delivery;
  const event = eventOf(delivery);
  if (event.type === 'unbondingHeld') {
    const { begun } = state;
    if (begun?.validator !== event.validator) return state;
    return { ...state, begun: { ...begun, heldFor: [...begun.heldFor, event.consumer].sort() } };
  }
  if (event.type === 'holdsReleased') return state;
  let result: PausedUnbondings = state.begun === null ? state : { ...state, begun: null };
  for (const { entry } of notesOf(emitted, 'unbondingCompleted')) result = completed(result, entry);
  const { blocks } = blocksBegun(event);
  if (blocks > 0 && result.open.some(({ fresh }) => fresh))
    result = { ...result, open: result.open.map((each) => ({ ...each, fresh: false })) };
  for (const { validator } of messagesOf(emitted, 'unbondingInitiated').filter(
    ({ operation }) => operation === 'validator',
  ))
    result = { ...result, begun: begunBy(result, validator, 'validator', { relying, storing }) };
  for (const { entry } of notesOf(emitted, 'unbondingStarted')) {
    const joins = result.open.some(
      ({ kind, validator, fresh }) =>
        fresh && kind === 'undelegation' && entry.kind === kind && validator === entry.validator,
    );
    if (joins) continue;
    const begun = begunBy(result, entry.validator, 'entry', { relying, storing });
    const { kind, validator, destination, createdAt } = entry;
    const { reliedOnBy, storedBy } = begun;
    const open = { kind, validator, destination, createdAt, vsc: 0, reliedOnBy, storedBy, fresh: true };
    result = { ...result, begun, open: [...result.open, open] };
  }
  return result;
}

function begunBy(
  state: PausedUnbondings,
  validator: ValidatorId,
  operation: BegunUnbonding['operation'],
  { relying, storing }: { readonly relying: Question; readonly storing: Question },
): BegunUnbonding {
  const reliedOnBy = relying(state, validator);
  return { validator, operation, reliedOnBy, storedBy: storing(state, validator), heldFor: [] };
}

/** Of those that look the same to an observer, the one that had the least to wait for is taken to be the one. */
function completed(state: PausedUnbondings, entry: UnbondingEntry): PausedUnbondings {
  const alike = state.open.filter(
    ({ kind, validator, destination, createdAt }) =>
      kind === entry.kind &&
      validator === entry.validator &&
      destination === entry.destination &&
      createdAt === entry.createdAt,
  );
  const found =
    alike.find(({ reliedOnBy }) => reliedOnBy.length === 0) ??
    alike.find(({ storedBy }) => storedBy.length === 0) ??
    alike[0];
  if (found === undefined) return state;
  const told = (missing: readonly ConsumerId[]): string =>
    missing.length === 0
      ? ''
      : `the ${entry.kind} of ${String(entry.initialBalance)} from ${entry.validator} completed before ${missing.join(', ')} had matured the VSC id under which it began`;
  return {
    ...state,
    open: state.open.filter((each) => each !== found),
    tooEarly: state.tooEarly || told(found.reliedOnBy),
    tooEarlyForStored: state.tooEarlyForStored || told(found.storedBy),
  };
}

function atRecord(
  state: PausedUnbondings,
  { event, emitted }: ObservedDelivery,
  consumer: ConsumerInstance,
): PausedUnbondings {
  const { id } = consumer;
  const heard = eventOf({ event });
  const isComputed = heard.type === 'epochEnded' || heard.type === 'launchMoment';
  const named = hasKeys(consumer) && isComputed ? heard.bonded : [];
  const membersOf = (set: readonly KeyPower[]): string => textOf(byValidator(consumer, set, named));
  let result = state;
  for (const { set } of notesOf(emitted, 'consumerLaunched'))
    result = { ...result, sets: { ...result.sets, [id]: [{ vsc: 'genesis', set: membersOf(set) }] } };
  for (const { change, set } of notesOf(emitted, 'vscProvided')) {
    const sets = [...(result.sets[id] ?? []), { vsc: change.vsc, set: membersOf(set) }];
    result = { ...result, sets: { ...result.sets, [id]: sets } };
  }
  for (const { vsc } of notesOf(emitted, 'maturityRegistered')) result = answered(result, id, vsc);
  if (notesOf(emitted, 'consumerStopped').length > 0) {
    const { [id]: _, ...others } = result.sets;
    result = answered({ ...result, sets: others }, id, 'all');
  }
  return result;
}

function answered(state: PausedUnbondings, id: ConsumerId, vsc: VscRef | 'all'): PausedUnbondings {
  const others = (names: readonly ConsumerId[]) => names.filter((name) => name !== id);
  return {
    ...state,
    open: state.open.map((each) =>
      vsc === 'all' || each.vsc === vsc
        ? { ...each, reliedOnBy: others(each.reliedOnBy), storedBy: others(each.storedBy) }
        : each,
    ),
  };
}

function atConsumer(state: PausedUnbondings, delivery: ObservedDelivery, id: ConsumerId): PausedUnbondings {
  const event = eventOf(delivery);
  if (event.type === 'vscReceived') return { ...state, received: { ...state.received, [id]: event.vsc } };
  const { [id]: received, ...others } = state.received;
  if (blocksBegun(event).blocks === 0 || received === undefined) return state;
  const sets = state.sets[id] ?? [];
  const inForce = sets.findIndex(({ vsc }) => vsc === received);
  return {
    ...state,
    received: others,
    sets: inForce <= 0 ? state.sets : { ...state.sets, [id]: sets.slice(inForce) },
  };
}

function allOlder(state: PausedUnbondings, oldest: number): PausedUnbondings {
  const older = <Ref extends VscRef | 'before-channels'>(ref: Ref): Ref =>
    (typeof ref === 'number' ? growOlder(ref, oldest) : ref) as Ref;
  return {
    ...state,
    open: state.open.map((each) => ({ ...each, vsc: older(each.vsc), createdAt: older(each.createdAt) })),
    sets: Object.fromEntries(
      Object.entries(state.sets).map(([id, sets]) => [
        id,
        sets.map(({ vsc, set }) => ({ vsc: older(vsc), set })),
      ]),
    ),
    received: Object.fromEntries(Object.entries(state.received).map(([id, vsc]) => [id, older(vsc)])),
  };
}

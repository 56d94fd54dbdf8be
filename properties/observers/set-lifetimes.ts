/**
 * For each set that a consumer has in force, or will have: the provider's validators when it was given, and those since
 * with which it had the least power in common. Sets that are no longer in force are forgotten; so is everything once the
 * relation has ended.
 */
import { channelOf, consumerOf, provider, recordOf } from '../../model/component-ids.ts';
import { bondedAtGenesis, genesisValidatorSet } from '../../model/genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { KeyPower, ValidatorPower } from '../../model/vocabulary.ts';
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import type { Share } from '../../src/property/metric.ts';
import { commonShares, isAtLeast, least, sharedPowers } from '../common-power.ts';
import { keyedOf } from '../key-powers.ts';
import { blocksBegun, endsRelation, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

/** The provider at one of its blocks. */
export interface ProviderMoment {
  readonly bonded: readonly ValidatorPower[];
}

export interface SetLifetime {
  readonly set: readonly KeyPower[];
  readonly given: ProviderMoment;
  readonly worst: ProviderMoment;
}

export interface SetLifetimes {
  /** Oldest first, from the set that signs on. */
  readonly lifetimes: readonly SetLifetime[];
  /** Positions: rules ccVal in the present block, was received last. */
  readonly applied: number;
  readonly received: number;
  readonly now: ProviderMoment;
  readonly over: boolean;
}

export const setLifetimesId = (consumer: string): string => `set-lifetimes-${consumer}`;

export const setLifetimes = onePerConsumer(createSetLifetimes);

export function createSetLifetimes(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<SetLifetimes> {
  const start = momentOf(bondedAtGenesis(instance));
  const launch = keyedOf(genesisValidatorSet(instance, consumer));
  const initial: SetLifetimes = {
    lifetimes: [{ set: launch, given: start, worst: start }],
    applied: 0,
    received: 0,
    now: start,
    over: false,
  };
  return {
    id: setLifetimesId(consumer.id),
    initial,
    observes: [provider, recordOf(consumer.id), channelOf(consumer.id), consumerOf(consumer.id)],
    reduce: (state, delivery) => {
      if (state.over) return state;
      if (endsRelation(delivery)) return { ...initial, lifetimes: [], now: { bonded: [] }, over: true };
      switch (delivery.component) {
        case provider:
          return atProvider(state, delivery, consumer);
        case recordOf(consumer.id):
          return atRecord(state, delivery);
        case consumerOf(consumer.id):
          return atConsumer(state, delivery);
        default:
          return state;
      }
    },
  };
}

function momentOf(bonded: readonly ValidatorPower[]): ProviderMoment {
  return { bonded: bonded.map(({ validator, power }) => ({ validator, power })) };
}

/** The smaller of what the common validators have on either side; all, where a side has nothing. */
function leastInCommon({ bonded }: ProviderMoment, set: readonly KeyPower[], of: ConsumerInstance): Share {
  const { provider: ofProvider, consumer } = commonShares(sharedPowers(bonded, set, of));
  return ofProvider.whole === 0 || consumer.whole === 0 ? { part: 1, whole: 1 } : least(ofProvider, consumer);
}

function atProvider(
  state: SetLifetimes,
  { emitted }: ObservedDelivery,
  consumer: ConsumerInstance,
): SetLifetimes {
  const ended = notesOf(emitted, 'providerBlockEnded').at(-1);
  if (ended === undefined) return state;
  const now = momentOf(ended.bonded);
  const lifetimes = state.lifetimes.map((lifetime) => {
    const before = leastInCommon(lifetime.worst, lifetime.set, consumer);
    return isAtLeast(leastInCommon(now, lifetime.set, consumer), before)
      ? lifetime
      : { ...lifetime, worst: now };
  });
  return { ...state, lifetimes, now };
}

/** The provider has spoken already in a step that ends an epoch, so `now` is what the set was computed from. */
function atRecord(state: SetLifetimes, { emitted }: ObservedDelivery): SetLifetimes {
  const provided = notesOf(emitted, 'vscProvided').map(({ set }) => ({
    set,
    given: state.now,
    worst: state.now,
  }));
  return provided.length === 0 ? state : { ...state, lifetimes: [...state.lifetimes, ...provided] };
}

function atConsumer(state: SetLifetimes, { event }: ObservedDelivery): SetLifetimes {
  if (event.type === 'vscReceived') {
    return { ...state, received: Math.min(state.received + 1, state.lifetimes.length - 1) };
  }
  // After two blocks without news the same set signs on.
  const { blocks } = blocksBegun(event);
  let result = state;
  for (let block = 0; block < Math.min(blocks, 2); block++) {
    const { lifetimes, applied, received } = result;
    result = {
      ...result,
      lifetimes: lifetimes.filter((_, index) => index === applied || index >= received),
      applied: received > applied ? 1 : 0,
      received: received > applied ? 1 : 0,
    };
  }
  return result;
}

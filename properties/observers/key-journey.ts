/**
 * Follows whose keys a consumer uses, from the epoch that provides a set to the blocks that it rules. A set received in
 * block h rules ccVal from block h+1 on and signs from h+2 on. What is older than the set that signs the present block is
 * forgotten.
 */
import { genesisValidatorSet } from '../../model/genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import { startsLaunched } from '../../model/lifecycle.ts';
import type { ConsumerKey, KeyPower, ShapedValidator, ValidatorId } from '../../model/vocabulary.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { eventOf } from '../model-events.ts';
import { blocksBegun, notesOf } from './heard.ts';

/** Who uses which key in a set, sorted by key. */
export type KeyUsers = readonly (readonly [key: ConsumerKey, user: ValidatorId])[];

export interface KeyJourney {
  /** Position 0 signs the present block, `current` rules ccVal in it, `next` from the next block on; then, under way. */
  readonly sets: readonly KeyUsers[];
  readonly current: number;
  readonly next: number;
}

/** Before the launch nobody uses any key. */
export function keyJourneyFromLaunch(instance: Instance, consumer: ConsumerInstance): KeyJourney {
  const launched = startsLaunched(consumer) ? genesisValidatorSet(instance, consumer) : [];
  return {
    sets: [launched.map(({ key, validator }) => [key, validator] as const).sort(byKey)],
    current: 0,
    next: 0,
  };
}

/** The users of the keys of each set that the consumer's record provides in the delivery. */
export function providedIn({ event, emitted }: ObservedDelivery): readonly KeyUsers[] {
  const heard = eventOf({ event });
  if (heard.type !== 'epochEnded') return [];
  return notesOf(emitted, 'vscProvided').map(({ set }) => usersOf(set, heard.bonded));
}

/** The users of the keys with which the consumer is launched in the delivery, if it is. */
export function launchedWith({ event, emitted }: ObservedDelivery): KeyUsers | undefined {
  const heard = eventOf({ event });
  if (heard.type !== 'launchMoment') return undefined;
  const [launched] = notesOf(emitted, 'consumerLaunched');
  return launched && usersOf(launched.set, heard.bonded);
}

function usersOf(set: readonly KeyPower[], bonded: readonly ShapedValidator[]): KeyUsers {
  return bonded
    .flatMap(({ key, validator }) =>
      key !== undefined && set.some((member) => member.key === key) ? [[key, validator] as const] : [],
    )
    .sort(byKey);
}

/** What the record says adds sets, or begins with one. */
export function alongRecord<Journey extends KeyJourney>(
  journey: Journey,
  delivery: ObservedDelivery,
): Journey {
  const launched = launchedWith(delivery);
  if (launched !== undefined) return { ...journey, sets: [launched], current: 0, next: 0 };
  const provided = providedIn(delivery);
  return provided.length === 0 ? journey : { ...journey, sets: [...journey.sets, ...provided] };
}

/** What the consumer hears moves the sets along. */
export function alongConsumer<Journey extends KeyJourney>(
  journey: Journey,
  { event }: ObservedDelivery,
): Journey {
  if (event.type === 'vscReceived') {
    return { ...journey, next: Math.min(journey.next + 1, journey.sets.length - 1) };
  }
  // After two blocks without news everything rests.
  let moved = journey;
  for (let block = 0; block < Math.min(blocksBegun(event).blocks, 2); block++) moved = afterBlock(moved);
  return moved;
}

function afterBlock<Journey extends KeyJourney>(journey: Journey): Journey {
  const { sets, current, next } = journey;
  if (next === 0) return journey;
  return { ...journey, sets: sets.slice(current), current: next - current, next: next - current };
}

/** Who uses the key in the first of the sets that has it. */
export function userIn(sets: readonly KeyUsers[], key: ConsumerKey): ValidatorId | undefined {
  for (const set of sets) for (const [used, user] of set) if (used === key) return user;
  return undefined;
}

export function isUsedIn(sets: readonly KeyUsers[], key: ConsumerKey, user: ValidatorId): boolean {
  return sets.some((set) => set.some(([used, by]) => used === key && by === user));
}

function byKey(a: KeyUsers[number], b: KeyUsers[number]): number {
  return a[0] < b[0] ? -1 : 1;
}

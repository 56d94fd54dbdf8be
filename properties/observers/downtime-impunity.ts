/**
 * Who is down on a consumer at present, as a member of its set, and not in jail for it: each an obligation that ends when
 * the validator is jailed, leaves the consumer's set or signs again.
 */
import { consumerOf, provider, recordOf } from '../../model/component-ids.ts';
import { hasKeys } from '../../model/epoch-stages.ts';
import type { ConsumerKey, ValidatorId } from '../../model/vocabulary.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { exemptionOn, isKeyExempt } from '../exemption.ts';
import { eventOf, notesIn } from '../model-events.ts';
import { keyJourneyFromLaunch, launchedWith, providedIn, userIn, type KeyUsers } from './key-journey.ts';
import { begin, forgetMet, meet, noObligations, type Obligations } from './oldest-first.ts';
import { onePerConsumer } from './one-per-consumer.ts';
import { outsideOf, sameKeys } from './outside-keys.ts';

export interface DowntimeImpunity extends Obligations {
  /** The consumer has received a VSC, without which it sends no reports (SC-12). */
  readonly established: boolean;
  /** Keys that do not sign; sorted. */
  readonly down: readonly ConsumerKey[];
  /** Of them, those that are not in the set in force; sorted. */
  readonly outside: readonly ConsumerKey[];
  /** Who used which key last, where keys may change; otherwise empty. Sorted by key. */
  readonly users: KeyUsers;
  /** Validators in jail; sorted. */
  readonly jailed: readonly ValidatorId[];
  /** Of those that are down, whom the set in force lets opt out softly; sorted. */
  readonly exempt: readonly ConsumerKey[];
}

export const downtimeImpunity = onePerConsumer<DowntimeImpunity>((instance, consumer) => {
  const { id } = consumer;
  const exemption = exemptionOn(instance, consumer);
  const validatorOf = new Map(
    Object.entries(consumer.assignedKeys).map(([validator, key]) => [key, validator]),
  );

  /** Opens and closes obligations according to who is down, in the set and at large. */
  const judged = (
    before: DowntimeImpunity,
    after: Omit<DowntimeImpunity, keyof Obligations>,
    blockBegan: boolean,
  ) => {
    let obligations: Obligations = blockBegan ? forgetMet(before) : before;
    const atLarge = after.down.filter(
      (key) =>
        !after.outside.includes(key) &&
        !after.jailed.includes(userIn([after.users], key) ?? validatorOf.get(key) ?? key),
    );
    for (const key of before.open) if (!atLarge.includes(key)) obligations = meet(obligations, key);
    for (const key of atLarge) obligations = begin(obligations, key);
    const next: DowntimeImpunity = { ...after, open: obligations.open, met: obligations.met };
    return isSame(before, next) ? before : next;
  };

  return {
    id: `downtime-impunity-${id}`,
    initial: {
      ...noObligations,
      established: consumer.channelEstablished,
      down: [],
      outside: [],
      users: hasKeys(consumer) ? (keyJourneyFromLaunch(instance, consumer).sets[0] ?? []) : [],
      jailed: [],
      exempt: [],
    },
    observes: [provider, ...(hasKeys(consumer) ? [recordOf(id)] : []), consumerOf(id)],
    reduce: (state, delivery) => {
      if (delivery.component === recordOf(id)) {
        const launched = launchedWith(delivery);
        const sets = launched === undefined ? providedIn(delivery) : [launched];
        const users = sets.reduce(usersAfter, state.users);
        return users === state.users ? state : { ...state, users };
      }
      if (delivery.component === provider) {
        const jailed = jailedAfter(state.jailed, delivery);
        return jailed === state.jailed ? state : judged(state, { ...state, jailed }, false);
      }
      const event = eventOf(delivery);
      let { established, down, outside, exempt } = state;
      switch (event.type) {
        case 'stopSigning':
          // Only somebody who signs can stop; whether the set has it no longer, the end of the block will tell.
          down = [...down, event.key].sort();
          break;
        case 'resumeSigning':
          down = down.filter((key) => key !== event.key);
          outside = outside.filter((key) => key !== event.key);
          exempt = exempt.filter((key) => key !== event.key);
          break;
        case 'vscReceived':
          established = true;
          break;
        default:
      }
      for (const note of notesIn(delivery.emitted)) {
        if (note.type !== 'consumerBlockEnded') continue;
        outside = outsideOf(down, note.set);
        exempt = down.filter((key) => isKeyExempt(exemption, note.set, key));
      }
      const blockBegan = event.type === 'nextBlock' || event.type === 'quietBlocks';
      const { users, jailed } = state;
      return judged(state, { established, down, outside, users, jailed, exempt }, blockBegan);
    },
  };
});

/** Who used which key last, after one more set. */
function usersAfter(users: KeyUsers, provided: KeyUsers): KeyUsers {
  const changed = provided.some(([key, user]) => userIn([users], key) !== user);
  if (!changed) return users;
  const others = users.filter(([key]) => userIn([provided], key) === undefined);
  return [...others, ...provided].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

function jailedAfter(jailed: readonly ValidatorId[], { emitted }: ObservedDelivery): readonly ValidatorId[] {
  let next = jailed;
  for (const note of notesIn(emitted)) {
    if (note.type === 'jailed' && !next.includes(note.validator)) next = [...next, note.validator].sort();
    else if (note.type === 'unjailed') next = next.filter((validator) => validator !== note.validator);
  }
  return next;
}

function isSame(first: DowntimeImpunity, second: DowntimeImpunity): boolean {
  return (
    first.established === second.established &&
    first.met === second.met &&
    sameKeys(first.open, second.open) &&
    sameKeys(first.down, second.down) &&
    sameKeys(first.outside, second.outside) &&
    sameKeys(first.jailed, second.jailed) &&
    sameKeys(first.exempt, second.exempt)
  );
}

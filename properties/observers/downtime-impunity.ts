/**
 * Who is down on a consumer at present, as a member of its set, and not in jail for it: each an obligation that ends when
 * the validator is jailed, leaves the consumer's set or signs again.
 */
import { consumerOf, provider } from '../../model/component-ids.ts';
import type { ConsumerKey, ValidatorId } from '../../model/vocabulary.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { eventOf, notesIn } from '../model-events.ts';
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
  /** Validators in jail; sorted. */
  readonly jailed: readonly ValidatorId[];
}

export const downtimeImpunity = onePerConsumer<DowntimeImpunity>((_, consumer) => {
  const { id } = consumer;
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
      (key) => !after.outside.includes(key) && !after.jailed.includes(validatorOf.get(key) ?? key),
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
      jailed: [],
    },
    observes: [provider, consumerOf(id)],
    reduce: (state, delivery) => {
      if (delivery.component === provider) {
        const jailed = jailedAfter(state.jailed, delivery);
        return jailed === state.jailed ? state : judged(state, { ...state, jailed }, false);
      }
      const event = eventOf(delivery);
      let { established, down, outside } = state;
      switch (event.type) {
        case 'stopSigning':
          // Only somebody who signs can stop; whether the set has it no longer, the end of the block will tell.
          down = [...down, event.key].sort();
          break;
        case 'resumeSigning':
          down = down.filter((key) => key !== event.key);
          outside = outside.filter((key) => key !== event.key);
          break;
        case 'vscReceived':
          established = true;
          break;
        default:
      }
      for (const note of notesIn(delivery.emitted)) {
        if (note.type === 'consumerBlockEnded') outside = outsideOf(down, note.set);
      }
      const blockBegan = event.type === 'nextBlock' || event.type === 'quietBlocks';
      return judged(state, { established, down, outside, jailed: state.jailed }, blockBegan);
    },
  };
});

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
    sameKeys(first.jailed, second.jailed)
  );
}

/**
 * Wishes of validators to join or to leave a consumer that its set does not show yet.
 *
 * A wish is fulfilled when a block of the consumer ends with a set that shows it. It is void when the validator changes
 * its mind, or when an epoch ends in which the rules give it no effect: one that wants in is not eligible or is capped
 * out, one that wants out is in the top N. What decides about that besides the stakes is followed here too.
 */
import { consumerOf, shapingOf } from '../../model/component-ids.ts';
import { genesisShapingOf } from '../../model/genesis-validator-set.ts';
import type { Instance } from '../../model/instance.ts';
import type { ShapedConsumer } from '../../model/shaping/shaping-parameters.ts';
import type { ConsumerId, KeyPower, ShapingContext, StakedValidator } from '../../model/vocabulary.ts';
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { keyOn } from '../key-powers.ts';
import { eventOf } from '../model-events.ts';
import { shapedMembers } from '../shaped-set.ts';
import { blocksBegun, isVainLaunch, messagesOf, notesOf } from './heard.ts';
import { begin, forgetMet, meet, noObligations, type Obligations } from './oldest-first.ts';

export interface MembershipWishes {
  readonly joining: Obligations;
  readonly leaving: Obligations;
  readonly shaping: ShapingContext;
}

export const membershipWishesId = (consumer: ConsumerId): string => `membership-wishes-${consumer}`;

export function createMembershipWishes(
  instance: Instance,
  consumer: ShapedConsumer,
): ObserverDefinition<MembershipWishes> {
  const slots = instance.provider.maxProviderConsensusValidators;
  const shaping = genesisShapingOf(instance, consumer);
  return {
    id: membershipWishesId(consumer.id),
    initial: {
      joining: noObligations,
      leaving: noObligations,
      shaping: { ...shaping, minPowerInTopN: null },
    },
    observes: [shapingOf(consumer.id), consumerOf(consumer.id)],
    reduce: (state, delivery) =>
      delivery.component === consumerOf(consumer.id)
        ? afterConsumer(state, delivery, consumer)
        : afterShaping(state, delivery, slots),
  };
}

function afterConsumer(
  state: MembershipWishes,
  { event, emitted }: ObservedDelivery,
  consumer: ShapedConsumer,
): MembershipWishes {
  if (blocksBegun(event).blocks === 0) return state;
  const set = notesOf(emitted, 'consumerBlockEnded').at(-1)?.set ?? [];
  const joining = settle(forgetMet(state.joining), (id) => isMember(set, keyOn(consumer, id)));
  const leaving = settle(forgetMet(state.leaving), (id) => !isMember(set, keyOn(consumer, id)));
  return joining === state.joining && leaving === state.leaving ? state : { ...state, joining, leaving };
}

function afterShaping(state: MembershipWishes, delivery: ObservedDelivery, slots: number): MembershipWishes {
  if (isVainLaunch(delivery)) return state;
  const { event, emitted } = delivery;
  const message = eventOf({ event });
  let { joining, leaving, shaping } = state;
  for (const { validator } of notesOf(emitted, 'optedIn')) {
    joining = begin(joining, validator);
    leaving = meet(leaving, validator);
    shaping = { ...shaping, optedIn: [...shaping.optedIn, validator].sort() };
  }
  for (const { validator } of notesOf(emitted, 'optedOut')) {
    leaving = begin(leaving, validator);
    joining = meet(joining, validator);
    shaping = { ...shaping, optedIn: shaping.optedIn.filter((id) => id !== validator) };
  }
  if (message.type === 'shapingUpdateSubmitted' && notesOf(emitted, 'updateRefused').length === 0)
    shaping = { ...shaping, parameters: message.parameters };
  const isComputed =
    (message.type === 'epochEnded' || message.type === 'launchMoment') &&
    messagesOf(emitted, message.type).length > 0;
  if (isComputed) {
    const members = shapedMembers(shaping, message.bonded as readonly StakedValidator[], slots);
    const isOwed = (id: string): boolean => members.some(({ validator }) => validator === id);
    joining = settle(joining, (id) => !isOwed(id));
    leaving = settle(leaving, isOwed);
  }
  const isSame = joining === state.joining && leaving === state.leaving && shaping === state.shaping;
  return isSame ? state : { joining, leaving, shaping };
}

/** Meets every open obligation that is settled. */
function settle(obligations: Obligations, isSettled: (id: string) => boolean): Obligations {
  return obligations.open.filter(isSettled).reduce(meet, obligations);
}

function isMember(set: readonly KeyPower[], key: string): boolean {
  return set.some((member) => member.key === key);
}

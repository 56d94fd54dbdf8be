/** Compares, at the end of every epoch, which of two consumers is given a VSC, and whether they have the same sets. */
import { recordOf } from '../../model/component-ids.ts';
import { genesisValidatorSet } from '../../model/genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { ConsumerId, KeyPower } from '../../model/vocabulary.ts';
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { keyedOf } from '../key-powers.ts';
import { endsRelation, notesOf } from './heard.ts';

export interface VscUniformity {
  /** Of each, as text by validator: the set it has been given. */
  readonly sets: readonly [string, string];
  /** The epoch that ends: what each is given, as far as it is known; null for no VSC. */
  readonly given: readonly [string | null, string | null];
  /** At the end of the last epoch both were given a VSC. */
  readonly both: boolean;
  /** And had the same sets before and after it. */
  readonly bothAlike: boolean;
  /** At the end of the last epoch one was given a VSC and the other was not; else empty. */
  readonly uneven: string;
  /** And they had the same sets before and after it. */
  readonly unevenThoughAlike: string;
  /** One of the two is served no more: nothing is compared. */
  readonly over: boolean;
}

export const vscUniformityId = (first: ConsumerId, second: ConsumerId): string =>
  `vsc-uniformity-${first}-${second}`;

export function createVscUniformity(
  instance: Instance,
  pair: readonly [ConsumerInstance, ConsumerInstance],
): ObserverDefinition<VscUniformity> {
  const [first, second] = pair;
  const launched = (consumer: ConsumerInstance): string =>
    byValidator(consumer, keyedOf(genesisValidatorSet(instance, consumer)));
  return {
    id: vscUniformityId(first.id, second.id),
    initial: {
      sets: [launched(first), launched(second)],
      given: [null, null],
      both: false,
      bothAlike: false,
      uneven: '',
      unevenThoughAlike: '',
      over: false,
    },
    observes: [recordOf(first.id), recordOf(second.id)],
    reduce: (state, delivery) => {
      if (state.over) return state;
      const isFirst = delivery.component === recordOf(first.id);
      if (endsRelation(delivery)) return ended(state);
      // Every record has computed its VSC when the first of them hears of the new id.
      if (delivery.event.type === 'vscIdAdvanced')
        return isFirst ? compared(state, first.id, second.id) : state;
      return provided(state, delivery, isFirst ? 0 : 1, isFirst ? first : second);
    },
  };
}

function ended(state: VscUniformity): VscUniformity {
  return { ...state, sets: ['', ''], given: [null, null], both: false, bothAlike: false, over: true };
}

function provided(
  state: VscUniformity,
  { emitted }: ObservedDelivery,
  index: 0 | 1,
  consumer: ConsumerInstance,
): VscUniformity {
  const [note] = notesOf(emitted, 'vscProvided');
  if (note === undefined) return state;
  const set = byValidator(consumer, note.set);
  const [one, other] = state.given;
  return { ...state, given: index === 0 ? [set, other] : [one, set] };
}

function compared(state: VscUniformity, first: ConsumerId, second: ConsumerId): VscUniformity {
  const [one, other] = state.given;
  const after = [one ?? state.sets[0], other ?? state.sets[1]] as const;
  const alike = state.sets[0] === state.sets[1] && after[0] === after[1];
  const both = one !== null && other !== null;
  const uneven =
    (one === null) === (other === null)
      ? ''
      : `the provider gives a VSC to ${one === null ? second : first} and none to ${one === null ? first : second}`;
  return {
    ...state,
    sets: after,
    given: [null, null],
    both,
    bothAlike: both && alike,
    uneven,
    unevenThoughAlike: alike ? uneven : '',
  };
}

/** Keys translated back to validators, sorted. */
function byValidator({ assignedKeys }: ConsumerInstance, set: readonly KeyPower[]): string {
  const owners = new Map(Object.entries(assignedKeys).map(([validator, key]) => [key, validator]));
  return set
    .map(({ key, power }) => `${owners.get(key) ?? key}:${String(power)}`)
    .sort()
    .join(',');
}

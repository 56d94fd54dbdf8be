/**
 * Which commission rates validators have on a consumer by rights: those that their own operators asked for while the
 * consumer was active, if they are not below the minimum.
 */
import { allocationOf, provider } from '../../model/component-ids.ts';
import { isLess, parseFraction } from '../../model/fraction.ts';
import { providerRewardsOf } from '../../model/rewards/has-rewards.ts';
import type { ConsumerCommission, ToAllocation } from '../../model/vocabulary.ts';
import { eventOf } from '../model-events.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface CommissionRates {
  /** Sorted by validator. */
  readonly agreed: readonly ConsumerCommission[];
  /** The wish of an operator that is being decided upon; null if there is none. */
  readonly asked: ConsumerCommission | null;
  /** The consumer is neither stopped nor deleted. */
  readonly active: boolean;
}

export const commissionRatesId = (consumer: string): string => `commission-rates-${consumer}`;

export const commissionRates = onePerConsumer<CommissionRates>((instance, { id }) => {
  const least = parseFraction(providerRewardsOf(instance).minCommissionRate);
  return {
    id: commissionRatesId(id),
    initial: { agreed: [], asked: null, active: true },
    observes: [provider, allocationOf(id)],
    reduce: (state, delivery) => {
      if (delivery.component === provider) {
        const wish = eventOf(delivery);
        if (wish.type !== 'setCommission' || wish.consumer !== id || wish.signer !== 'operator') return state;
        return { ...state, asked: { validator: wish.validator, rate: wish.rate } };
      }
      const event = delivery.event as unknown as ToAllocation;
      if (event.type === 'phaseChanged') {
        if (event.phase === 'deleted') return { agreed: [], asked: null, active: false };
        return event.phase === 'stopped' ? { ...state, active: false } : state;
      }
      if (event.type !== 'commissionSubmitted' || state.asked === null) return state;
      const { asked } = state;
      if (!state.active || isLess(parseFraction(asked.rate), least)) return { ...state, asked: null };
      const others = state.agreed.filter(({ validator }) => validator !== asked.validator);
      const agreed = [...others, asked].sort((a, b) => (a.validator < b.validator ? -1 : 1));
      return { ...state, agreed, asked: null };
    },
  };
});

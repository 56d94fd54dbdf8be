/** What validators take in commission on a consumer is for their own operators to say: a part of the promise of consent. */
import { allocationOf } from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import { hasCommissionChanges, type ConsumerWithRewards } from '../model/rewards/has-rewards.ts';
import type { ConsumerCommission } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import type { IcsProperty } from './ics-property.ts';
import { commissionRates, commissionRatesId, type CommissionRates } from './observers/commission-rates.ts';
import { ofPayingConsumers, type AllocationSnapshot } from './reward-accounts.ts';

/** Checks of consumers that pay rewards, where commission rates are asked for. */
export function ofCommissionChanges(
  checksOf: (instance: Instance, consumer: ConsumerWithRewards) => readonly Check[],
): IcsProperty['checks'] {
  return (system) =>
    hasCommissionChanges(system.instance) && mayHappen(system, 'commissionChanges')
      ? ofPayingConsumers(checksOf)(system)
      : [];
}

function textOf(commissions: readonly ConsumerCommission[]): string {
  return commissions.map(({ validator, rate }) => `${validator} ${rate}`).join(', ') || 'nothing special';
}

export const commissionConsentChecks = ofCommissionChanges((instance, consumer): readonly Check[] => {
  const { id } = consumer;
  return [
    {
      kind: 'always',
      scope: `${id}: commission`,
      reads: [allocationOf(id), commissionRatesId(id)],
      observers: [commissionRates(instance, consumer)],
      holds: ({ context }: AllocationSnapshot, { agreed }: CommissionRates) =>
        textOf(context.commissions) === textOf(agreed),
      witness: (_: AllocationSnapshot, { agreed }: CommissionRates) => agreed.length > 0,
      explain: ({ context }: AllocationSnapshot, { agreed }: CommissionRates) =>
        `commissions on ${id}: ${textOf(context.commissions)}; asked for by the operators themselves, and admissible: ${textOf(agreed)}`,
    },
  ];
});

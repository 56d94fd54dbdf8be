/** What operators may ask for in commission on consumers, where the instance names rates: any but the one that they have. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { allocationOf } from '../component-ids.ts';
import type { Instance } from '../instance.ts';
import { hasCommissionChanges, hasRewards, providerRewardsOf } from '../rewards/has-rewards.ts';
import type { AllocationContext, CommissionRate, ConsumerId, ValidatorId } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { watchedValidators } from './watched-validators.ts';
import { weightsFor } from './weights.ts';

/** All choices of this kind; whether validators exist is for the provider to say, and what is too little for others. */
export function commissionChoices(instance: Instance): readonly Choice[] {
  if (!hasCommissionChanges(instance)) return [];
  const weight = weightsFor(instance).provider.setCommission;
  return instance.consumers.filter(hasRewards).flatMap(({ id: consumer }) =>
    watchedValidators(instance).flatMap(({ id: validator }) =>
      providerRewardsOf(instance).commissionRates.flatMap((rate): readonly Choice[] => {
        const request = { type: 'setCommission', consumer, validator, rate } as const;
        const requires = [takesOtherwise(consumer, validator, rate)];
        return [
          {
            event: environmentEvent({ ...request, signer: 'operator' }),
            weight,
            cost: { commissionChanges: 1 },
            requires,
          },
          {
            event: environmentEvent({ ...request, signer: 'somebody else' }),
            weight,
            cost: { impersonations: 1 },
            requires,
          },
        ];
      }),
    ),
  );
}

function takesOtherwise(consumer: ConsumerId, validator: ValidatorId, rate: CommissionRate): Requirement {
  return {
    component: allocationOf(consumer),
    name: `the commission of ${validator} on ${consumer} is not ${rate}`,
    holds: ({ context }: LocalSnapshot<AllocationContext>) =>
      !context.commissions.some((each) => each.validator === validator && each.rate === rate),
  };
}

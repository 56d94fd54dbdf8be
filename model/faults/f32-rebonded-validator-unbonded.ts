import { providerTypes } from '../provider/provider-types.ts';
import { changeValidators } from '../provider/staking-end-block.ts';
import { liftAnsweredHolds } from '../provider/unbonding-holds.ts';
import type { ProviderValidator } from '../vocabulary.ts';

import type { Fault } from './fault.ts';

export const f32: Fault = {
  id: 'F32',
  name: 'rebonded-validator-unbonded',
  kind: 'historical',
  description:
    "When the last holder of a validator's unbonding has answered, the validator is made Unbonded without a look at whether it still unbonds and for how long.",
  source: ['cosmos/cosmos-sdk#12796', 'cosmos/interchain-security#103', 'cosmos/interchain-security#111'],
  machine: 'provider',
  overrides: () => ({
    actions: {
      liftAnsweredHolds: providerTypes.assign(({ context }) => {
        const isAnswered = ({ holds }: ProviderValidator): boolean =>
          holds?.some(({ holders }) => holders.length === 0) === true;
        return changeValidators(
          liftAnsweredHolds(context).context,
          ({ id }) => {
            const before = context.validators.find((validator) => validator.id === id);
            return before !== undefined && isAnswered(before);
          },
          () => ({ status: 'Unbonded', unbondsIn: 0, unbondingSince: 0, lastPower: 0 }),
        );
      }),
    },
  }),
  preset: 'legacy',
  caughtBy: ['unbonding-waits-for-maturity', 'unbonding-time-lower-bound'],
};

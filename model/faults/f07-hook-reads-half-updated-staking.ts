import { send } from '../../src/system/authoring.ts';
import { providerParameters } from '../provider/provider-parameters.ts';
import { providerTypes } from '../provider/provider-types.ts';
import { unbondingHoldActions } from '../provider/unbonding-hold-actions.ts';
import { newlyUnbonding } from '../provider/unbonding-holds.ts';
import { bondedPowers } from '../provider/validator-power.ts';

import type { Fault } from './fault.ts';

export const f07: Fault = {
  id: 'F07',
  name: 'hook-reads-half-updated-staking',
  kind: 'historical',
  description:
    'The hook that hears of unbondings reads the list of bonded validators within the EndBlock of staking, when those that enter are there and those that leave are not gone, and aborts the block if there are too many.',
  source: [
    'Cosmos Hub halt of 5 June 2024',
    'cosmos/interchain-security#1942',
    'cosmos/interchain-security#1945',
  ],
  machine: 'provider',
  overrides: (instance) => {
    const parameters = providerParameters(instance);
    const { askHoldersOfValidators } = unbondingHoldActions(parameters);
    return {
      actions: {
        askHoldersOfValidators: providerTypes.enqueueActions(({ context, enqueue }) => {
          const leaving = newlyUnbonding(context, parameters).length;
          const listed = bondedPowers(context.validators).length + leaving;
          enqueue(askHoldersOfValidators);
          if (leaving === 0 || listed <= parameters.maxValidators) return;
          const reason = 'there are more bonded validators than there may be';
          enqueue.emit(send('provider', { type: 'blockAborted', reason }));
        }),
      },
    };
  },
  preset: 'v4',
  caughtBy: ['provider-never-halts'],
};

import { assertEvent } from 'xstate';
import { providerParameters } from '../provider/provider-parameters.ts';
import { providerTypes } from '../provider/provider-types.ts';
import { holdNewestEntry, holdValidator } from '../provider/unbonding-holds.ts';

import type { Fault } from './fault.ts';

export const m18: Fault = {
  id: 'M18',
  name: 'filed-under-previous-id',
  kind: 'mutant',
  description: 'Unbondings are filed under the VSC id before the one that is current.',
  source: ['x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (GetValidatorSetUpdateId)'],
  machine: 'provider',
  overrides: (instance) => {
    const parameters = providerParameters(instance);
    return {
      actions: {
        putOnHold: providerTypes.assign(({ context, event }) => {
          assertEvent(event, 'unbondingHeld');
          const { consumer, validator, operation } = event;
          if (operation === 'validator') return holdValidator(context, validator, consumer, parameters);
          const held = holdNewestEntry(context, consumer);
          const last = held.unbonding.length - 1;
          const unbonding = held.unbonding.map((entry, index) =>
            index === last && entry.hold ? { ...entry, hold: { ...entry.hold, vsc: 1 } } : entry,
          );
          return { unbonding };
        }),
      },
    };
  },
  preset: 'legacy',
  caughtBy: ['unbonding-notified-before-update'],
};

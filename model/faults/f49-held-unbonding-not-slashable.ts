import { assertEvent } from 'xstate';
import { providerParameters } from '../provider/provider-parameters.ts';
import { providerTypes } from '../provider/provider-types.ts';
import { slashedNote } from '../provider/punishment-notes.ts';
import { mappedHeight, slash } from '../provider/slashing.ts';

import type { Fault } from './fault.ts';

export const f49: Fault = {
  id: 'F49',
  name: 'held-unbonding-not-slashable',
  kind: 'historical',
  description: 'A slash passes over stake whose unbonding period is over, even if it is still on hold.',
  source: ['cosmos/interchain-security#47', 'ADR-013'],
  machine: 'provider',
  overrides: (instance) => {
    const { powerReduction, epochLength } = providerParameters(instance);
    return {
      actions: {
        slashForConsumerDowntime: providerTypes.enqueueActions(({ context, event, enqueue }) => {
          assertEvent(event, 'handleDowntime');
          const { validator, consumer, power, vsc } = event;
          const { slashFraction: fraction } = event;
          const infraction = mappedHeight(vsc, context.blockOfEpoch, epochLength);
          const free = context.unbonding.map(({ hold: _, ...entry }) => entry);
          const order = { validator, infraction, power, fraction };
          const outcome = slash({ ...context, unbonding: free }, order, powerReduction);
          const unbonding = outcome.context.unbonding.map((entry, index) => {
            const hold = context.unbonding[index]?.hold;
            return hold === undefined ? entry : { ...entry, hold };
          });
          enqueue.assign({ ...outcome.context, unbonding });
          enqueue.emit(slashedNote(validator, consumer, outcome));
        }),
      },
    };
  },
  preset: 'legacy',
  caughtBy: ['slash-exact-amount'],
};

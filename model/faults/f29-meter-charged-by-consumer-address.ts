import { assertEvent } from 'xstate';
import { providerTypes } from '../provider/provider-types.ts';
import { effectivePower } from '../provider/staking-operations.ts';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const f29: Fault = {
  id: 'F29',
  name: 'meter-charged-by-consumer-address',
  kind: 'historical',
  description:
    "The power that the meter is charged with is looked up by the key on the consumer; an assigned key is nobody's there and counts 0.",
  source: ['cosmos/interchain-security#538', 'cosmos/interchain-security#565'],
  machine: 'provider',
  overrides: () => ({
    actions: {
      chargeMeter: providerTypes.emit(({ context, event }) => {
        assertEvent(event, 'handleDowntime');
        return sendMessage('slash-meter', { type: 'charge', power: effectivePower(context, event.key) });
      }),
    },
  }),
  caughtBy: ['meter-charge-exact', 'jail-rate-bound'],
};

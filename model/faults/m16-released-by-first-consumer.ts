import { assertEvent } from 'xstate';
import { providerTypes } from '../provider/provider-types.ts';
import { releaseHolds } from '../provider/unbonding-holds.ts';

import type { Fault } from './fault.ts';

export const m16: Fault = {
  id: 'M16',
  name: 'released-by-first-consumer',
  kind: 'mutant',
  description: 'The first consumer that matures a VSC id ends the hold for all of them.',
  source: ['x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket (RemoveConsumerFromUnbondingOp)'],
  machine: 'provider',
  overrides: ({ consumers }) => ({
    actions: {
      releaseHolds: providerTypes.assign(({ context, event }) => {
        assertEvent(event, 'holdsReleased');
        const { vsc } = event;
        return consumers.reduce((released, { id }) => releaseHolds(released, id, vsc), context);
      }),
    },
  }),
  preset: 'legacy',
  caughtBy: ['unbonding-waits-for-maturity', 'bond-based-voting-power'],
};

import { providerTypes } from '../provider/provider-types.ts';
import { withoutEntries } from '../provider/staking-end-block.ts';
import { liftAnsweredHolds } from '../provider/unbonding-holds.ts';
import { remark } from '../send-message.ts';

import type { Fault } from './fault.ts';

export const m19: Fault = {
  id: 'M19',
  name: 'release-ends-period',
  kind: 'mutant',
  description:
    'When all holders have answered, an unbonding completes at once, whether or not its own time is over.',
  source: ['cosmos-sdk x/staking/keeper/unbonding.go UnbondingCanComplete'],
  machine: 'provider',
  overrides: () => ({
    actions: {
      liftAnsweredHolds: providerTypes.enqueueActions(({ context, enqueue }) => {
        const completed = context.unbonding.filter(({ hold }) => hold?.holders.length === 0);
        enqueue.assign(liftAnsweredHolds(withoutEntries(context, completed)).context);
        for (const entry of completed) enqueue.emit(remark({ type: 'unbondingCompleted', entry }));
      }),
    },
  }),
  preset: 'v4',
  caughtBy: ['unbonding-time-lower-bound'],
};

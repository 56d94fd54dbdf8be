import type { DeadlinesContext } from '../vocabulary.ts';
import { deadlinesTypes } from '../provider/deadlines-setup.ts';
import type { Fault } from './fault.ts';

/** Nothing is timed any more. */
function forgetful({ openingTimesOutIn }: DeadlinesContext): DeadlinesContext {
  return { awaiting: [], ...(openingTimesOutIn === undefined ? {} : { openingTimesOutIn: null }) };
}

export const t12: Fault = {
  id: 'T12',
  name: 'timeouts-lost-in-export',
  kind: 'historical',
  description:
    'The exported state says nothing of the times that consumers have left: after a restart from it, no timeout that ran before ever fires.',
  source: ['cosmos/interchain-security#612', 'cosmos/interchain-security#1076'],
  machine: 'deadlines',
  overrides: () => ({
    actions: { restoreTimeouts: deadlinesTypes.assign(({ context }) => forgetful(context)) },
  }),
  preset: 'v4',
  caughtBy: ['mature-within-timeout-or-removed', 'unbonding-eventually-completes'],
};

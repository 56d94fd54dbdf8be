import type { Fault } from './fault.ts';

export const f50: Fault = {
  id: 'F50',
  name: 'silent-consumer-freezes-unbonding',
  kind: 'historical',
  description:
    'The provider has no deadline of its own for maturities: a consumer that has halted can neither answer nor let a packet time out.',
  source: ['cosmos/interchain-security#283', 'cosmos/interchain-security#422', 'cosmos/ibc#860'],
  machine: 'deadlines',
  overrides: () => ({ guards: { answerIsOverdue: () => false } }),
  preset: 'legacy',
  caughtBy: ['mature-within-timeout-or-removed', 'unbonding-eventually-completes'],
};

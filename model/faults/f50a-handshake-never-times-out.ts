import type { Fault } from './fault.ts';

export const f50a: Fault = {
  id: 'F50a',
  name: 'handshake-never-times-out',
  kind: 'historical',
  description:
    'The provider waits for ever for the channel of a launched consumer to be opened, and with it all stake that began to unbond since the launch.',
  source: ['cosmos/interchain-security#278', 'cosmos/interchain-security#406', 'cosmos/ibc#831'],
  machine: 'deadlines',
  overrides: () => ({ guards: { openingIsOverdue: () => false } }),
  preset: 'v4',
  caughtBy: ['mature-within-timeout-or-removed', 'unbonding-eventually-completes'],
};

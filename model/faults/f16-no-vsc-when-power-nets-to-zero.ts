import type { Fault } from './fault.ts';

export const f16: Fault = {
  id: 'F16',
  name: 'no-vsc-when-power-nets-to-zero',
  kind: 'historical',
  description:
    'A VSC is made only if powers change: unbondings that leave them alone get none, and no maturity will ever name their id.',
  source: ['cosmos/interchain-security#33', 'cosmos/ibc#646'],
  machine: 'consumer-record',
  overrides: () => ({ guards: { unbondingsBegan: () => false } }),
  preset: 'legacy',
  caughtBy: ['vsc-validity', 'unbonding-eventually-completes'],
};

import { startMaturing } from '../consumer/maturity-setup.ts';

import type { Fault } from './fault.ts';

export const f51: Fault = {
  id: 'F51',
  name: 'early-matured-by-byzantine-consumer',
  kind: 'historical',
  description: 'A consumer reports the maturity of a VSC in the block after it received it.',
  source: ['ADR-018', 'cosmos/interchain-security#733', 'cosmos/interchain-security#858'],
  machine: 'consumer',
  overrides: () => ({ actions: { startMaturing: startMaturing(() => 0) } }),
  preset: 'legacy',
  caughtBy: ['register-maturity-timeliness'],
};

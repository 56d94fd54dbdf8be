import type { Fault } from './fault.ts';

export const m44: Fault = {
  id: 'M44',
  name: 'channel-over-another-client',
  kind: 'mutant',
  description:
    'A channel over the client of some other chain is accepted as the CCV channel of the consumer.',
  source: ['CCV-PCF-COTRY', 'x/ccv/provider/keeper/keeper.go VerifyConsumerChain'],
  machine: 'consumer-record',
  overrides: () => ({ guards: { clientIsForeign: () => false } }),
  preset: 'lifecycle',
  caughtBy: ['channel-uniqueness'],
};

import type { Fault } from './fault.ts';

export const f34: Fault = {
  id: 'F34',
  name: 'second-ccv-channel',
  kind: 'historical',
  description:
    'Whether a consumer has a channel is looked up under the wrong name, so that a second one takes the place of the first.',
  source: [
    'cosmos/interchain-security#342',
    'cosmos/interchain-security#358',
    'cosmos/interchain-security#292',
  ],
  machine: 'consumer-record',
  overrides: () => ({ guards: { isSecondChannel: () => false } }),
  preset: 'lifecycle',
  caughtBy: ['channel-uniqueness'],
};

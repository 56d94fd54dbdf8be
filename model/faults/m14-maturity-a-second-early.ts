import { maturityActions } from '../consumer/maturity-setup.ts';

import type { Fault } from './fault.ts';

export const m14: Fault = {
  id: 'M14',
  name: 'maturity-a-second-early',
  kind: 'mutant',
  description: 'VSCs mature a second before the unbonding period of the consumer is over.',
  source: ['x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (SetPacketMaturityTime)'],
  machine: 'consumer',
  overrides: (_instance, consumer) => {
    if (consumer === undefined) throw new Error('expected the consumer, received none');
    const unbondingSeconds = consumer.unbondingSeconds - 1;
    return { actions: { startMaturing: maturityActions({ ...consumer, unbondingSeconds }).startMaturing } };
  },
  preset: 'legacy',
  caughtBy: ['register-maturity-timeliness'],
};

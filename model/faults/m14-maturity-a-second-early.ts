import { periodOf, startMaturing } from '../consumer/maturity-setup.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const m14: Fault = {
  id: 'M14',
  name: 'maturity-a-second-early',
  kind: 'mutant',
  description: 'VSCs mature a second before the unbonding period of the consumer is over.',
  source: ['x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (SetPacketMaturityTime)'],
  machine: 'consumer',
  overrides: ofConsumer((_, consumer) => {
    const period = periodOf(consumer);
    return { actions: { startMaturing: startMaturing((context) => period(context) - 1) } };
  }),
  preset: 'legacy',
  caughtBy: ['register-maturity-timeliness'],
};

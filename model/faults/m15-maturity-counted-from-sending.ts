import { channelTypes } from '../channel/channel-types.ts';
import { periodOf, startMaturing } from '../consumer/maturity-setup.ts';
import { sendMessage } from '../send-message.ts';
import { ofConsumer, type Fault } from './fault.ts';

/** Only here does a VSC tell how many seconds before its arrival it was sent, from the time at which it was to time out. */
interface Aged {
  readonly sentAgo?: number;
}

export const m15: Fault = {
  id: 'M15',
  name: 'maturity-counted-from-sending',
  kind: 'mutant',
  description: 'The unbonding period after which a VSC matures begins when the provider sends it.',
  source: ['x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (SetPacketMaturityTime)'],
  machine: 'consumer',
  overrides: ofConsumer((_, consumer) => {
    const period = periodOf(consumer);
    return {
      actions: {
        startMaturing: startMaturing((context, event) =>
          Math.max(0, period(context) - ((event as Aged).sentAgo ?? 0)),
        ),
      },
    };
  }),
  also: [
    {
      machine: 'channel',
      overrides: ({ provider }) => ({
        actions: {
          deliverVsc: channelTypes.emit(({ context }) => {
            const [packet] = context.toConsumer;
            if (packet === undefined) throw new Error('expected a packet in flight, received an empty queue');
            const { timesOutIn, ...change } = packet;
            const aged = {
              type: 'vscReceived' as const,
              ...change,
              sentAgo: provider.ccvTimeoutSeconds - timesOutIn,
            };
            return sendMessage('consumer', aged);
          }),
        },
      }),
    },
  ],
  preset: 'legacy',
  caughtBy: ['register-maturity-timeliness'],
};

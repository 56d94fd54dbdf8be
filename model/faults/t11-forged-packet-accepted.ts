import { channelTypes } from '../channel/channel-types.ts';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const t11: Fault = {
  id: 'T11',
  name: 'forged-packet-accepted',
  kind: 'historical',
  description:
    'Proofs of membership can be forged: the consumer takes a VSC with powers that the provider never sent.',
  source: ['IBC security advisory of October 2022 (forged ICS-23 proofs)'],
  machine: 'channel',
  overrides: () => ({
    actions: {
      deliverVsc: channelTypes.emit(({ context }) => {
        const [packet] = context.toConsumer;
        if (packet === undefined) throw new Error('expected a packet in flight, received an empty queue');
        const { vsc, updates, slashAcks } = packet;
        const forged = updates.map(({ key, power }) => ({ key, power: power + 1 }));
        return sendMessage('consumer', { type: 'vscReceived', vsc, updates: forged, slashAcks });
      }),
    },
  }),
  caughtBy: ['channel-validity', 'validator-set-replication', 'stored-tracks-consumer'],
};

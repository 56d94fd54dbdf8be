import { assertEvent } from 'xstate';
import { consumerRecordTypes } from '../provider/consumer-record-types.ts';
import { ownerOf } from '../provider/next-validator-set.ts';
import { remark } from '../send-message.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const f43: Fault = {
  id: 'F43',
  name: 'slash-log-overwrites-ack-store',
  kind: 'historical',
  description:
    'The log of double-sign reports is kept under the same store key as the slash acks, so that writing one loses the others.',
  source: ['cosmos/interchain-security#786'],
  machine: 'consumer-record',
  overrides: ofConsumer((_instance, consumer) => {
    const owner = ownerOf(consumer);
    return {
      actions: {
        takeDoubleSignReport: consumerRecordTypes.enqueueActions(({ event, enqueue }) => {
          assertEvent(event, 'slashPacketReceived');
          const { key } = event;
          enqueue.assign({ slashAcks: [] });
          enqueue.emit(remark({ type: 'doubleSignLogged', key, validator: owner(key) }));
        }),
      },
    };
  }),
  preset: 'equivocation',
  caughtBy: ['acks-conserved'],
};

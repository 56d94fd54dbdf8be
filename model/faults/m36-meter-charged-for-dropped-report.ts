import { assertEvent } from 'xstate';
import { slashAck, withSlashAck } from '../provider/consumer-record-setup.ts';
import { consumerRecordTypes } from '../provider/consumer-record-types.ts';
import { ownerOf } from '../provider/next-validator-set.ts';
import { remark, sendMessage } from '../send-message.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const m36: Fault = {
  id: 'M36',
  name: 'meter-charged-for-dropped-report',
  kind: 'mutant',
  description:
    'A report that is dropped over a non-member is charged to the meter with the power that it claims.',
  source: ['x/ccv/provider/keeper/relay.go OnRecvSlashPacket (IsConsumerValidator)'],
  machine: 'consumer-record',
  overrides: ofConsumer((_instance, consumer) => {
    const owner = ownerOf(consumer);
    return {
      actions: {
        dropReportOfNonMember: consumerRecordTypes.enqueueActions(({ context, event, enqueue }) => {
          assertEvent(event, 'slashPacketReceived');
          const { key, power } = event;
          enqueue.assign(withSlashAck(context, key));
          enqueue.emit(sendMessage('slash-meter', { type: 'charge', power }));
          enqueue.emit(
            remark({
              type: 'reportDecided',
              key,
              validator: event.validator ?? owner(key),
              decision: 'droppedNotInSet',
              acked: true,
            }),
          );
          enqueue.emit(slashAck('handled'));
        }),
      },
    };
  }),
  caughtBy: ['meter-charge-exact'],
};

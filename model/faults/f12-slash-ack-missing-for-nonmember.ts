import { assertEvent } from 'xstate';
import { slashAck } from '../provider/consumer-record-setup.ts';
import { consumerRecordTypes } from '../provider/consumer-record-types.ts';
import { ownerOf } from '../provider/next-validator-set.ts';
import { remark } from '../send-message.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const f12: Fault = {
  id: 'F12',
  name: 'slash-ack-missing-for-nonmember',
  kind: 'historical',
  description:
    'A report about a validator outside the set of the consumer is dropped without a slash ack, so the flag on the consumer stays.',
  source: ['cosmos/interchain-security#1763'],
  machine: 'consumer-record',
  overrides: ofConsumer((_instance, consumer) => {
    const owner = ownerOf(consumer);
    return {
      actions: {
        dropReportOfNonMember: consumerRecordTypes.enqueueActions(({ event, enqueue }) => {
          assertEvent(event, 'slashPacketReceived');
          const { key } = event;
          enqueue.emit(
            remark({
              type: 'reportDecided',
              key,
              validator: event.validator ?? owner(key),
              decision: 'droppedNotInSet',
              acked: false,
            }),
          );
          enqueue.emit(slashAck('handled'));
        }),
      },
    };
  }),
  // A consumer that clears the flag of a validator which enters its set would never notice.
  disables: { clearFlagOnEntry: false },
  caughtBy: ['outstanding-cleared-by-ack-unless-dropped', 'no-downtime-impunity-after-next-change'],
};

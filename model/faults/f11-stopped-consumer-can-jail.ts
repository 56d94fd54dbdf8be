import { assertEvent } from 'xstate';
import {
  consumerRecordParameters,
  consumerRecordTypes,
  reportToMeter,
} from '../provider/consumer-record-setup.ts';
import type { Fault } from './fault.ts';

export const f11: Fault = {
  id: 'F11',
  name: 'stopped-consumer-can-jail',
  kind: 'historical',
  description:
    'Only a launched consumer has its reports dropped over non-members; those of a stopped one are executed unseen.',
  source: ['cosmos/interchain-security#2266', 'cosmos/interchain-security#2346'],
  machine: 'consumer-record',
  overrides: (instance, consumer) => {
    if (consumer === undefined) throw new Error('expected the consumer of the record, received none');
    const parameters = consumerRecordParameters(instance, consumer);
    return {
      actions: {
        dropReportOfStoppedConsumer: consumerRecordTypes.emit(({ context, event }) => {
          assertEvent(event, 'slashPacketReceived');
          return reportToMeter(context, event, parameters);
        }),
      },
    };
  },
  caughtBy: ['slash-only-consumer-members'],
};

import { assertEvent } from 'xstate';
import { withSlashAck } from '../provider/consumer-record-setup.ts';
import { consumerRecordTypes } from '../provider/consumer-record-types.ts';
import type { Fault } from './fault.ts';

export const f03: Fault = {
  id: 'F03',
  name: 'slash-ack-provider-address',
  kind: 'historical',
  description:
    'A slash ack names the validator by its key on the provider, which a consumer where another key was assigned does not know.',
  source: [
    'cosmos/interchain-security#693',
    'cosmos/interchain-security#694',
    'cosmos/interchain-security#708',
  ],
  machine: 'consumer-record',
  overrides: () => ({
    actions: {
      appendSlashAck: consumerRecordTypes.assign(({ context, event }) => {
        assertEvent(event, 'reportHandled');
        return withSlashAck(context, event.validator);
      }),
    },
  }),
  caughtBy: [
    'acks-conserved',
    'outstanding-cleared-by-ack-unless-dropped',
    'no-downtime-impunity-after-next-change',
  ],
};

import { castDraft, produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import type { Fault } from './fault.ts';

export const m27: Fault = {
  id: 'M27',
  name: 'flag-cleared-by-packet-ack',
  kind: 'mutant',
  description:
    'The acknowledgement of the slash packet clears the outstanding flag; the slash acks of VSCs are ignored.',
  source: [
    'x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket, OnRecvVSCPacket (DeleteOutstandingDowntime)',
  ],
  machine: 'consumer',
  overrides: () => ({
    actions: {
      removeHead: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          const [handled, ...rest] = context.queue;
          draft.queue = castDraft(rest);
          draft.outstanding = context.outstanding.filter((key) => key !== handled?.key);
        }),
      ),
      clearAcknowledgedFlags: consumerTypes.assign({}),
    },
  }),
  caughtBy: ['one-outstanding-report-per-key', 'outstanding-flag-follows-reports'],
};

import { assertEvent } from 'xstate';
import { castDraft, produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import type { Fault } from './fault.ts';

export const m05: Fault = {
  id: 'M05',
  name: 'last-vsc-only',
  kind: 'mutant',
  description: 'The consumer keeps only the last of several VSCs that arrive in one block.',
  source: ['x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (AccumulateChanges)'],
  machine: 'consumer',
  overrides: () => ({
    actions: {
      accumulateChanges: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'vscReceived');
        return produce(context, (draft) => {
          draft.pendingChanges = castDraft(event.updates);
        });
      }),
    },
  }),
  caughtBy: ['stored-tracks-consumer', 'validator-set-replication', 'valsets-converge'],
};

import { assertEvent } from 'xstate';
import { produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import type { Fault } from './fault.ts';

export const m20: Fault = {
  id: 'M20',
  name: 'vsc-mapped-to-current-height',
  kind: 'mutant',
  description:
    'The consumer maps the height of the block that receives a VSC to its id, one height before the change takes effect.',
  source: ['x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (SetHeightValsetUpdateID)'],
  machine: 'consumer',
  overrides: () => ({
    actions: {
      mapNextHeight: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'vscReceived');
        return produce(context, (draft) => {
          draft.vscOfHeight.current = event.vsc;
          draft.vscOfHeight.next = event.vsc;
        });
      }),
    },
  }),
  caughtBy: ['replication-height-exact', 'slash-exact-amount'],
};

import { produce } from 'immer';
import { consumerRecordTypes } from '../provider/consumer-record-types.ts';
import type { Fault } from './fault.ts';

export const m44: Fault = {
  id: 'M44',
  name: 'channel-over-another-client',
  kind: 'mutant',
  description:
    'A channel over the client of some other chain is accepted as the CCV channel of the consumer. (Nothing is sent over it here: only the channel between the two chains is modelled.)',
  source: ['CCV-PCF-COTRY', 'x/ccv/provider/keeper/keeper.go VerifyConsumerChain'],
  machine: 'consumer-record',
  overrides: () => ({
    guards: { clientIsForeign: () => false },
    actions: {
      keepChannel: consumerRecordTypes.assign(({ context, event }) =>
        produce(context, (draft) => {
          if (event.type === 'channelConfirmed') draft.hasChannel = true;
        }),
      ),
    },
  }),
  preset: 'lifecycle',
  caughtBy: ['channel-uniqueness'],
};

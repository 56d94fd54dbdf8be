import { assertEvent } from 'xstate';
import { castDraft, produce } from 'immer';
import { channelTypes } from '../channel/channel-types.ts';
import { channelPeriods, vscTimeoutFromNow } from '../channel/channel-clocks.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const m07: Fault = {
  id: 'M07',
  name: 'newer-vscs-overtake',
  kind: 'mutant',
  description: 'VSCs overtake those that are in flight already, as an unordered channel would allow.',
  source: ['ICS-28 Channel Order', 'ICS-04 ordered channels'],
  machine: 'channel',
  overrides: ofConsumer((instance, consumer) => {
    const periods = channelPeriods(instance, consumer);
    return {
      actions: {
        putVscsInFlight: channelTypes.assign(({ context, event }) => {
          assertEvent(event, 'sendVscs');
          const timesOutIn = vscTimeoutFromNow(periods, context);
          const sent = event.packets.map((change) => ({ ...change, timesOutIn }));
          return produce(context, (draft) => {
            draft.toConsumer = castDraft([...sent, ...context.toConsumer]);
          });
        }),
      },
    };
  }),
  caughtBy: ['channel-order', 'apply-vsc-order', 'stored-tracks-consumer'],
};

import { assertEvent } from 'xstate';
import { sendMessage } from '../send-message.ts';
import type { ConsumerId, SlashQueueContext } from '../vocabulary.ts';
import { slashQueueParameters, slashQueueTypes } from '../provider/slash-queue-setup.ts';
import { throttledOf, withMaturity, withReport } from '../provider/throttled-packets.ts';
import type { Fault } from './fault.ts';

export const f45: Fault = {
  id: 'F45',
  name: 'provider-queue-halt',
  kind: 'historical',
  description:
    'The provider halts when the slash queue of a consumer is full, as ADR-002 has it. In the released code the panic is one of the transaction that delivers one packet more.',
  source: [
    'ADR-002 (MaxThrottledPackets)',
    'cosmos/interchain-security#713',
    'x/ccv/provider/keeper/throttle.go SetThrottledPacketDataSize (v1-v3)',
  ],
  machine: 'slash-queue',
  overrides: (instance) => {
    const { mostPackets } = slashQueueParameters(instance);
    const reason = 'the throttled packets of a consumer are too many';
    const haltIfFull = (after: SlashQueueContext, consumer: ConsumerId) =>
      throttledOf(after, consumer) >= mostPackets
        ? [sendMessage('provider', { type: 'blockAborted', reason })]
        : [];
    return {
      actions: {
        queueReport: slashQueueTypes.enqueueActions(({ context, event, enqueue }) => {
          assertEvent(event, 'throttleReport');
          const { type: _, ...report } = event;
          const after = withReport(context, report);
          enqueue.assign(after);
          for (const halt of haltIfFull(after, event.consumer)) enqueue.emit(halt);
        }),
        queueMaturity: slashQueueTypes.enqueueActions(({ context, event, enqueue }) => {
          assertEvent(event, 'throttleMaturity');
          const after = withMaturity(context, event);
          enqueue.assign(after);
          for (const halt of haltIfFull(after, event.consumer)) enqueue.emit(halt);
        }),
      },
    };
  },
  preset: 'v3',
  caughtBy: ['provider-never-halts'],
};

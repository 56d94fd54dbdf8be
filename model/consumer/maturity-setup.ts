/** Actions of the consumer for maturity packets (before v6.4) and for sending without retries (before v3.2), by name. */
import { assertEvent } from 'xstate';
import type { ConsumerInstance } from '../instance.ts';
import { remark, sendMessage } from '../send-message.ts';
import { consumerTypes } from './consumer-types.ts';
import { elapsed, maturedBehind, withMaturing, withoutSent, withQueued } from './maturity.ts';

export function maturityActions({ unbondingSeconds }: ConsumerInstance) {
  return {
    startMaturing: consumerTypes.assign(({ context, event }) => {
      assertEvent(event, 'vscReceived');
      return withMaturing(context, event.vsc, unbondingSeconds);
    }),
    queueMatured: consumerTypes.enqueueActions(({ context, enqueue }) => {
      const vscs = elapsed(context);
      enqueue.assign(withQueued(context, vscs));
      for (const vsc of vscs) enqueue.emit(remark({ type: 'maturityQueued', vsc }));
    }),
    sendLeadingMatured: consumerTypes.enqueueActions(({ context, enqueue }) => {
      if (!context.channelEstablished) return;
      for (const message of maturedBehind(context, 0)) enqueue.emit(message);
    }),
    sendWholeQueue: consumerTypes.enqueueActions(({ context, enqueue }) => {
      for (const [position, report] of context.queue.entries()) {
        for (const message of maturedBehind(context, position)) enqueue.emit(message);
        enqueue.emit(sendMessage('channel', { type: 'sendSlash', report }));
      }
      for (const message of maturedBehind(context, context.queue.length)) enqueue.emit(message);
    }),
    forgetSentMatured: consumerTypes.assign(({ context }) => withoutSent(context)),
  };
}

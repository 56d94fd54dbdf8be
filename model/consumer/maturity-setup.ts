/** Actions of the consumer for maturity packets (before v6.4) and for sending without retries (before v3.2), by name. */
import { assertEvent } from 'xstate';
import type { ConsumerInstance } from '../instance.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { ConsumerContext, ToConsumer, VscRef } from '../vocabulary.ts';
import { consumerTypes } from './consumer-types.ts';
import { elapsed, maturedBehind, withMaturing, withoutSent, withQueued } from './maturity.ts';

type VscReceived = Extract<ToConsumer, { readonly type: 'vscReceived' }>;

/** The unbonding period of the consumer at present, in seconds. */
export const periodOf =
  ({ unbondingSeconds }: ConsumerInstance) =>
  (context: ConsumerContext): number =>
    context.unbondingSeconds ?? unbondingSeconds;

/** A VSC that arrives matures when the period is over that holds at that moment. */
export const startMaturing = (periodNow: (context: ConsumerContext, event: VscReceived) => number) =>
  consumerTypes.assign(({ context, event }) => {
    assertEvent(event, 'vscReceived');
    return withMaturing(context, event.vsc, periodNow(context, event));
  });

/** VSCs that have matured join the queue. */
export const queueMatured = (elapsedIn: (context: ConsumerContext) => readonly VscRef[]) =>
  consumerTypes.enqueueActions(({ context, enqueue }) => {
    const vscs = elapsedIn(context);
    enqueue.assign(withQueued(context, vscs));
    for (const vsc of vscs) enqueue.emit(remark({ type: 'maturityQueued', vsc }));
  });

export function maturityActions(consumer: ConsumerInstance) {
  return {
    startMaturing: startMaturing(periodOf(consumer)),
    changeUnbondingPeriod: consumerTypes.assign(({ event }) => {
      assertEvent(event, 'changeUnbondingPeriod');
      return { unbondingSeconds: event.seconds };
    }),
    queueMatured: queueMatured(elapsed),
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

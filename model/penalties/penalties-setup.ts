/** Guards and actions of the machine of a consumer's penalties, by name. What they are for: `descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { Penalties, PenaltiesChoice, PenaltiesContext, ToPenalties } from '../vocabulary.ts';
import { penaltyChoices } from './consumer-penalties.ts';

/** The types of the machine alone; faults build their replacements with it. */
export const penaltiesTypes = setup({
  types: {
    context: {} as PenaltiesContext,
    events: {} as ToPenalties | PenaltiesChoice,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** XState's `setup` with everything that the machine's configuration names. */
export function penaltiesSetup(instance: Instance, consumer: ConsumerInstance) {
  const choices = penaltyChoices(instance, consumer);
  const penaltiesOf = ({ inForce }: PenaltiesContext): Penalties => choices[inForce] ?? choices[0];
  const { unbondingSeconds } = instance.provider;

  return penaltiesTypes.extend({
    guards: {
      choiceIsInForce: ({ context, event }) =>
        event.type === 'updateInfractionParameters' && event.choice === context.inForce,
      changeIsDue: ({ context, event }) =>
        event.type === 'penaltyChangesComeCloser' &&
        context.queued !== null &&
        context.queued.dueIn <= event.seconds,
    },
    actions: {
      priceReport: penaltiesTypes.emit(({ context, event }) => {
        assertEvent(event, 'throttleReport');
        return sendMessage('slash-meter', { ...event, ...penaltiesOf(context).downtime });
      }),
      priceEquivocation: penaltiesTypes.emit(({ context, event }) => {
        assertEvent(event, 'punishEquivocation');
        return sendMessage('provider', { ...event, ...penaltiesOf(context).doubleSign });
      }),
      cancelChange: penaltiesTypes.assign({ queued: null }),
      setAtOnce: penaltiesTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'setInfractionParameters');
        const { choice } = event;
        if (choice === context.inForce) return;
        enqueue.assign({ inForce: choice });
        enqueue.emit(remark({ type: 'penaltiesChanged', choice }));
      }),
      queueChange: penaltiesTypes.assign(({ event }) => {
        assertEvent(event, 'updateInfractionParameters');
        return { queued: { choice: event.choice, dueIn: unbondingSeconds } };
      }),
      applyChange: penaltiesTypes.enqueueActions(({ context, enqueue }) => {
        const { choice } = context.queued ?? { choice: context.inForce };
        enqueue.assign({ inForce: choice, queued: null });
        enqueue.emit(remark({ type: 'penaltiesChanged', choice }));
      }),
      countDown: penaltiesTypes.assign(({ context, event }) => {
        assertEvent(event, 'penaltyChangesComeCloser');
        if (context.queued === null) return {};
        return { queued: { ...context.queued, dueIn: context.queued.dueIn - event.seconds } };
      }),
    },
  });
}

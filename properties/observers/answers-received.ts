/** Maturity packets of one consumer that the provider has received and not handled (v1-v3), and whether that cost the consumer. */
import { recordOf, slashQueue } from '../../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import { slashQueueParameters } from '../../model/provider/slash-queue-setup.ts';
import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import { eventOf } from '../model-events.ts';
import { messagesOf, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface AnswersReceived {
  /** For each that waits, in order: how many reports of the consumer were received before it and are not decided. */
  readonly waiting: readonly number[];
  /** Reports received and not decided. */
  readonly reports: number;
  /** The last block handled as many maturities as it may, of whatever consumers. */
  readonly blockIsFull: boolean;
  /** A report was decided although an answer received before it was not handled (N28). */
  readonly overtaken: boolean;
  /** The consumer was removed as overdue with an answer received; `keptBack`: which had to wait, for a report or a full block, or had vanished. */
  readonly removed: '' | 'answered' | 'keptBack';
}

export const answersReceivedId = (consumer: string): string => `answers-received-${consumer}`;

export const answersReceived = onePerConsumer<AnswersReceived>(createAnswersReceived);

/** VSCs mature in the order in which they were sent, so the first answer that waits is the one for the oldest VSC. */
export function createAnswersReceived(
  instance: Instance,
  { id }: ConsumerInstance,
): ObserverDefinition<AnswersReceived> {
  const { maturedPerBlock } = slashQueueParameters(instance);
  return {
    id: answersReceivedId(id),
    initial: { waiting: [], reports: 0, blockIsFull: false, overtaken: false, removed: '' },
    observes: [slashQueue, recordOf(id)],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      const { emitted } = delivery;
      if (delivery.component === slashQueue) {
        if (event.type !== 'handleThrottledPackets') return state;
        const blockIsFull = messagesOf(emitted, 'maturityDue').length >= maturedPerBlock;
        return blockIsFull === state.blockIsFull ? state : { ...state, blockIsFull };
      }
      for (const { reason } of notesOf(emitted, 'consumerStopped')) {
        const [first] = state.waiting;
        const isAnswered = reason === 'answerOverdue' && first !== undefined;
        const isKeptBack = isAnswered && (first > 0 || state.blockIsFull || state.overtaken);
        const removed = isKeptBack ? 'keptBack' : isAnswered ? 'answered' : '';
        return { waiting: [], reports: 0, blockIsFull: false, overtaken: false, removed };
      }
      if (event.type === 'vscMaturedReceived')
        return { ...state, waiting: [...state.waiting, state.reports] };
      if (event.type === 'maturityDue') return { ...state, waiting: state.waiting.slice(1) };
      // Double signs, and what is refused, are settled on receipt and do not go on from here.
      if (emitted.some((each) => each.type === 'send' && each.event.type === 'throttleReport'))
        return { ...state, reports: state.reports + 1 };
      if (event.type === 'reportHandled') {
        const waiting = state.waiting.map((ahead) => Math.max(0, ahead - 1));
        const overtaken = state.overtaken || state.waiting[0] === 0;
        return { ...state, reports: Math.max(0, state.reports - 1), waiting, overtaken };
      }
      return state;
    },
  };
}

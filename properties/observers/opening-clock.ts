/** How long a consumer that is launched has been without a channel, by a clock of the observer's own (v1-v5). */
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { provider, recordOf } from '../../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import { startsLaunched } from '../../model/lifecycle.ts';
import { initTimeoutOf } from '../../model/vsc-age.ts';
import { blocksBegun, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface OpeningClock {
  /** Seconds left of InitTimeoutPeriod; overdue when < 0. Null: not launched, opened or removed. */
  readonly dueIn: number | null;
  /** It was overdue when a block ended, and the consumer was not removed. */
  readonly overdue: boolean;
}

export const openingClockId = (consumer: string): string => `opening-clock-${consumer}`;

export const openingClock = onePerConsumer<OpeningClock>(createOpeningClock);

/** Of a consumer whose channel is not open at the start. */
function createOpeningClock(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<OpeningClock> {
  const { id } = consumer;
  const period = initTimeoutOf(instance);
  return {
    id: openingClockId(id),
    initial: { dueIn: startsLaunched(consumer) ? period : null, overdue: false },
    observes: [provider, recordOf(id)],
    reduce: (state, delivery) =>
      delivery.component === provider ? atProvider(state, delivery) : atRecord(state, delivery, period),
  };
}

/** What is overdue when a block ends is judged when the whole step is over: the consumer may be removed in it. */
function atProvider(state: OpeningClock, { event }: ObservedDelivery): OpeningClock {
  const { blocks, seconds } = blocksBegun(event);
  if (blocks === 0 || state.dueIn === null) return state;
  return { dueIn: Math.max(-1, state.dueIn - seconds), overdue: state.dueIn < 0 };
}

function atRecord(state: OpeningClock, { emitted }: ObservedDelivery, period: number): OpeningClock {
  if (notesOf(emitted, 'consumerLaunched').length > 0) return { dueIn: period, overdue: false };
  const isOver =
    notesOf(emitted, 'channelAccepted').length > 0 || notesOf(emitted, 'consumerStopped').length > 0;
  return isOver ? { dueIn: null, overdue: false } : state;
}

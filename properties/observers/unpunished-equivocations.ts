/**
 * Equivocations on one consumer of which the provider has not heard: each an obligation that ends when evidence of it is
 * executed, or is refused because the validator behind the key is beyond punishment.
 */
import { consumerOf, provider } from '../../model/component-ids.ts';
import { eventOf } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { begin, forgetMet, meet, noObligations, type Obligations } from './oldest-first.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export const unpunishedEquivocationsId = (consumer: string): string => `unpunished-equivocations-${consumer}`;

export const unpunishedEquivocations = onePerConsumer<Obligations>((_, { id }) => ({
  id: unpunishedEquivocationsId(id),
  initial: noObligations,
  observes: [provider, consumerOf(id)],
  reduce: (state, delivery) => {
    const event = eventOf(delivery);
    if (delivery.component === provider) {
      if (event.type === 'nextBlock' || event.type === 'quietBlocks') return forgetMet(state);
      if (event.type !== 'punishEquivocation' || event.consumer !== id) return state;
      // Executed or refused: there is no third answer to sound evidence.
      return meet(state, `${event.key} ${event.kind}`);
    }
    return notesOf(delivery.emitted, 'equivocated').reduce<Obligations>(
      (obligations, { key, kind }) => begin(obligations, `${key} ${kind}`),
      state,
    );
  },
}));

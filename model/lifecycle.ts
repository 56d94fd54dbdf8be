/**
 * Which part of their life cycle an instance lets consumers go through. Where it says nothing of a consumer's lifecycle,
 * that one is launched at the start, its owner does nothing, and what comes after a stop is left out.
 */
import type { ConsumerInstance, Instance } from './instance.ts';
import type { ConsumerOwner, ConsumerPhase } from './vocabulary.ts';

/** The phase in which the consumer is at the start. */
export function startPhaseOf({ lifecycle }: Pick<ConsumerInstance, 'lifecycle'>): ConsumerPhase {
  return lifecycle?.start ?? 'launched';
}

/** The consumer chain runs at the start. */
export function startsLaunched(consumer: Pick<ConsumerInstance, 'lifecycle'>): boolean {
  return startPhaseOf(consumer) === 'launched';
}

/** Some consumer is launched or removed in the course of a run, so that the provider needs its time queues. */
export function hasLifecycles({ consumers }: Pick<Instance, 'consumers'>): boolean {
  return consumers.some(({ lifecycle }) => lifecycle !== undefined);
}

/** A consumer that goes through its life cycle and has an owner whom others are told from. */
export type OwnedConsumer = ConsumerInstance & {
  readonly lifecycle: NonNullable<ConsumerInstance['lifecycle']> & { readonly owner: ConsumerOwner };
};

export function isOwned(consumer: ConsumerInstance): consumer is OwnedConsumer {
  return consumer.lifecycle?.owner !== undefined;
}

import type { ConsumerInstance } from '../instance.ts';

export type StandaloneConsumer = ConsumerInstance & {
  readonly standalone: NonNullable<ConsumerInstance['standalone']>;
};

/** The chain has validators of its own until it changes over (ADR-010). */
export function isStandalone(consumer: ConsumerInstance): consumer is StandaloneConsumer {
  return consumer.standalone !== undefined;
}

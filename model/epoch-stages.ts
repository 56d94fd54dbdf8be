/**
 * Parts of the provider's module that a consumer has only where its instance asks for them. They stand in line before
 * the consumer's record.
 */
import { keysOf, recordOf, shapingOf } from './component-ids.ts';
import type { ConsumerInstance } from './instance.ts';
import { isShaped } from './shaping/shaping-parameters.ts';

/** Validators may change their keys on the consumer. */
export function hasKeys({ spareKeys }: ConsumerInstance): boolean {
  return spareKeys !== undefined;
}

/** Through what the computation of a consumer's next set passes at the end of an epoch, in order; the record is the last. */
export function epochStagesOf(consumer: ConsumerInstance): readonly string[] {
  const { id } = consumer;
  return [
    ...(isShaped(consumer) ? [shapingOf(id)] : []),
    ...(hasKeys(consumer) ? [keysOf(id)] : []),
    recordOf(id),
  ];
}

/** Where slash packets of the consumer arrive, and whatever else names one of its keys. */
export function slashInboxOf(consumer: ConsumerInstance): string {
  return hasKeys(consumer) ? keysOf(consumer.id) : recordOf(consumer.id);
}

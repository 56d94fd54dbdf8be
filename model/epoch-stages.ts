import { recordOf, shapingOf } from './component-ids.ts';
import type { ConsumerInstance } from './instance.ts';
import { isShaped } from './shaping/shaping-parameters.ts';

/** Through what the computation of a consumer's next set passes at the end of an epoch, in order; the record is the last. */
export function epochStagesOf(consumer: ConsumerInstance): readonly string[] {
  return [...(isShaped(consumer) ? [shapingOf(consumer.id)] : []), recordOf(consumer.id)];
}

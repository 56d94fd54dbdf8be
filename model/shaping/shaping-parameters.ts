/** How an instance says that a consumer's set is shaped, in the words of the machines. */
import type { ConsumerInstance } from '../instance.ts';
import { compareIds } from '../provider/validator-power.ts';
import type { PowerShaping } from '../vocabulary.ts';

/** A consumer whose set is shaped. */
export type ShapedConsumer = ConsumerInstance & {
  readonly shaping: NonNullable<ConsumerInstance['shaping']>;
};

export function isShaped(consumer: ConsumerInstance): consumer is ShapedConsumer {
  return consumer.shaping !== undefined;
}

/** The parameters at the start, followed by those that the owner may replace them by; lists sorted. */
export function shapingsOf({
  shaping: { alternatives, owner: _, ...initial },
}: ShapedConsumer): readonly [PowerShaping, ...PowerShaping[]] {
  return [withSortedLists(initial), ...alternatives.map(withSortedLists)];
}

function withSortedLists(given: PowerShaping): PowerShaping {
  const sorted = (ids: readonly string[]): readonly string[] => ids.toSorted(compareIds);
  return { ...given, allow: sorted(given.allow), deny: sorted(given.deny), priority: sorted(given.priority) };
}

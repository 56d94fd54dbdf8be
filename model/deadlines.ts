/**
 * Which deadlines of its own the provider sets a consumer (v1-v5): VscTimeoutPeriod for the maturity of a VSC that was sent
 * to it, InitTimeoutPeriod for the opening of its channel. Without them a consumer that does nothing, and so cannot let a
 * packet time out either, would keep unbondings on hold for ever.
 */
import type { ConsumerInstance, Instance } from './instance.ts';
import { featuresOf } from './vsc-age.ts';

/** The channel of the consumer has to be opened within a period, or the consumer is removed. */
export function hasInitTimeout(
  instance: Pick<Instance, 'features'>,
  { channelOpen }: Pick<ConsumerInstance, 'channelOpen'>,
): boolean {
  return hasDeadlines(instance) && !channelOpen;
}

/** Consumers have to mature VSCs within a period, or are removed: wherever they have to mature them at all. */
export function hasDeadlines(instance: Pick<Instance, 'features'>): boolean {
  return featuresOf(instance).vscMaturity;
}

/**
 * Which deadlines of its own the provider sets a consumer (v1-v5): VscTimeoutPeriod for the maturity of a VSC that was sent
 * to it, InitTimeoutPeriod for the opening of its channel. Without them a consumer that does nothing, and so cannot let a
 * packet time out either, would keep unbondings on hold for ever.
 */
import type { ConsumerInstance, Instance } from './instance.ts';
import { featuresOf } from './vsc-age.ts';

type Timed = Pick<Instance, 'features' | 'provider'>;

/** A consumer has to mature VSCs within a period, or is removed. */
export function hasVscTimeout(instance: Timed): boolean {
  return featuresOf(instance).vscMaturity && instance.provider.vscTimeoutSeconds !== undefined;
}

/** The channel of the consumer has to be opened within a period, or the consumer is removed. */
export function hasInitTimeout(
  instance: Timed,
  { channelOpen }: Pick<ConsumerInstance, 'channelOpen'>,
): boolean {
  return (
    featuresOf(instance).vscMaturity && instance.provider.initTimeoutSeconds !== undefined && !channelOpen
  );
}

/** Either of them applies to the consumer. */
export function hasDeadlines(instance: Timed, consumer: Pick<ConsumerInstance, 'channelOpen'>): boolean {
  return hasVscTimeout(instance) || hasInitTimeout(instance, consumer);
}

/** No consumer can keep the provider waiting for ever, whatever it does or fails to do. */
export function neverWaitsForEver(instance: Timed & Pick<Instance, 'consumers'>): boolean {
  return (
    hasVscTimeout(instance) &&
    instance.consumers.every((consumer) => consumer.channelOpen || hasInitTimeout(instance, consumer))
  );
}

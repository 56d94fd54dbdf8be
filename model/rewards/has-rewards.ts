import type { ConsumerInstance, Instance } from '../instance.ts';

export type ConsumerWithRewards = ConsumerInstance & {
  readonly rewards: NonNullable<ConsumerInstance['rewards']>;
};

/** Whether the consumer pays for its security. */
export function hasRewards(consumer: ConsumerInstance): consumer is ConsumerWithRewards {
  return consumer.rewards !== undefined;
}

/** Whether some consumer does. */
export function anyRewards({ consumers }: Pick<Instance, 'consumers'>): boolean {
  return consumers.some(hasRewards);
}

export function providerRewardsOf({ provider }: Instance): NonNullable<Instance['provider']['rewards']> {
  if (provider.rewards === undefined) throw new Error('expected rewards on the provider, found none');
  return provider.rewards;
}

/** Whether operators may ask for commission rates of their own on consumers, in the course of a run. */
export function hasCommissionChanges(instance: Instance): boolean {
  const { rewards } = instance.provider;
  return rewards !== undefined && rewards.commissionRates.length > 0 && anyRewards(instance);
}

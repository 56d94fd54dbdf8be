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

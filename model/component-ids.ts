/** Names of the components of a system of one provider and its consumers. */
import type { ConsumerId } from './vocabulary.ts';

export const provider = 'provider';
export const slashMeter = 'slash-meter';
/** Packets of consumers that the provider has received and not handled (v1-v3). */
export const slashQueue = 'slash-queue';
/** The account of the provider that receives rewards of consumers; only where the instance has rewards. */
export const rewardPool = 'reward-pool';
/** The provider module's time queues of consumers to launch and to remove. */
export const lifecycleQueues = 'lifecycle-queues';

/** The provider module's record of the consumer. */
export const recordOf = (consumer: ConsumerId): string => `record-${consumer}`;
/** What the provider keeps of who validates the consumer and with which powers, where its set is shaped. */
export const shapingOf = (consumer: ConsumerId): string => `shaping-${consumer}`;
/** Who owns the consumer, and what is asked for in its owner's name; only where the instance says who does. */
export const ownershipOf = (consumer: ConsumerId): string => `ownership-${consumer}`;
/** The keys that validators use on the consumer; only where they may be assigned by transaction. */
export const keysOf = (consumer: ConsumerId): string => `keys-${consumer}`;
/** Role of whatever hears first which validators are bonded when a set is to be computed for the consumer. */
export const pipelineOf = (consumer: ConsumerId): string => `pipeline-of-${consumer}`;
/** Until when the consumer has to mature the VSCs sent to it (v1-v5). */
export const deadlinesOf = (consumer: ConsumerId): string => `deadlines-${consumer}`;
/** The CCV channel between provider and consumer, with the light clients of both. */
export const channelOf = (consumer: ConsumerId): string => `channel-${consumer}`;
/** What the provider owes to validators for securing the consumer; only where the instance has rewards. */
export const allocationOf = (consumer: ConsumerId): string => `allocation-${consumer}`;
/** The channel over which the consumer transfers rewards. */
export const transfersOf = (consumer: ConsumerId): string => `transfers-${consumer}`;
/** The reward accounts of the consumer chain. */
export const rewardsOf = (consumer: ConsumerId): string => `rewards-${consumer}`;
/** The consumer chain. */
export const consumerOf = (consumer: ConsumerId): string => `consumer-${consumer}`;
/** The chain that the consumer is before it changes over, and its own staking afterwards; only where it was there before. */
export const standaloneOf = (consumer: ConsumerId): string => `standalone-${consumer}`;
/** What is proved of validators that equivocated on the consumer, by whoever watches it. */
export const evidenceOf = (consumer: ConsumerId): string => `evidence-${consumer}`;
/** The consumer's infraction parameters, where its owner may change them. */
export const penaltiesOf = (consumer: ConsumerId): string => `penalties-${consumer}`;

/** The components that rewards add to a system, and how the others are linked to them. */
import type { AnyStateMachine } from 'xstate';
import type { Choices, ComponentDefinition, ComponentId } from '../../src/system/vocabulary.ts';
import {
  allocationChoices,
  rewardPoolChoices,
  rewardsChoices,
  transferChoices,
} from '../choices/reward-choices.ts';
import {
  allocationOf,
  channelOf,
  consumerOf,
  provider,
  rewardPool,
  rewardsOf,
  transfersOf,
} from '../component-ids.ts';
import type { FaultyMachine } from '../faults/fault.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { createAllocationMachine } from './allocation-machine.ts';
import { createConsumerRewardsMachine } from './consumer-rewards-machine.ts';
import { anyRewards, hasRewards } from './has-rewards.ts';
import { createRewardPoolMachine } from './reward-pool-machine.ts';
import { createTransfersMachine } from './transfers-machine.ts';

type Links = Readonly<Record<string, readonly ComponentId[]>>;

/** Of the provider. */
export function rewardLinksOfProvider(instance: Instance): Links {
  return {
    'reward-pool': anyRewards(instance) ? [rewardPool] : [],
    'all-transfers': instance.consumers.filter(hasRewards).map(({ id }) => transfersOf(id)),
  };
}

/** Of the record, the channel and the chain of a consumer. */
export function rewardLinksOf(consumer: ConsumerInstance): Links {
  const { id } = consumer;
  const ifPaying = (component: ComponentId): readonly ComponentId[] =>
    hasRewards(consumer) ? [component] : [];
  return {
    allocation: ifPaying(allocationOf(id)),
    transfers: ifPaying(transfersOf(id)),
    rewards: ifPaying(rewardsOf(id)),
  };
}

/** What must know the phase of a consumer. */
export function rewardPhaseListeners({ id, rewards }: ConsumerInstance): readonly ComponentId[] {
  return rewards === undefined ? [] : [allocationOf(id)];
}

/** Makes machines with the faults of a system, one for all consumers that are alike. */
interface MachineMaker {
  readonly faulty: (
    kind: FaultyMachine,
    machine: AnyStateMachine,
    consumer?: ConsumerInstance,
  ) => AnyStateMachine;
  readonly shared: (
    kind: FaultyMachine,
    consumer: ConsumerInstance,
    create: () => AnyStateMachine,
  ) => AnyStateMachine;
}

/** None where no consumer pays rewards. */
export function rewardComponents(
  instance: Instance,
  machines: MachineMaker,
): Readonly<Record<ComponentId, ComponentDefinition>> {
  const paying = instance.consumers.filter(hasRewards);
  if (paying.length === 0) return {};
  const components: Record<ComponentId, ComponentDefinition> = {
    [rewardPool]: {
      machine: machines.faulty('reward-pool', createRewardPoolMachine(instance)),
      links: { provider, allocations: paying.map(({ id }) => allocationOf(id)) },
    },
  };
  for (const consumer of paying) {
    const { id } = consumer;
    components[allocationOf(id)] = {
      machine: machines.faulty('allocation', createAllocationMachine(instance, consumer), consumer),
      links: { 'reward-pool': rewardPool },
    };
    components[transfersOf(id)] = {
      machine: machines.shared('transfers', consumer, createTransfersMachine),
      links: { 'reward-pool': rewardPool, allocation: allocationOf(id), rewards: rewardsOf(id) },
    };
    components[rewardsOf(id)] = {
      machine: machines.shared('consumer-rewards', consumer, () => createConsumerRewardsMachine(consumer)),
      links: { channel: channelOf(id), consumer: consumerOf(id) },
    };
  }
  return components;
}

/** What the environment may do to them. */
export function choicesOfRewards(instance: Instance): Readonly<Record<ComponentId, Choices>> {
  const paying = instance.consumers.filter(hasRewards);
  if (paying.length === 0) return {};
  const choices: Record<ComponentId, Choices> = { [rewardPool]: rewardPoolChoices(instance) };
  for (const consumer of paying) {
    choices[allocationOf(consumer.id)] = allocationChoices(instance, consumer);
    choices[transfersOf(consumer.id)] = transferChoices(instance, consumer);
    choices[rewardsOf(consumer.id)] = rewardsChoices(instance, consumer);
  }
  return choices;
}

/**
 * What the provider owes for one consumer, and its distribution: at the beginning of each block everything owed in an
 * allowed denomination goes to the community pool (the tax, or all of it if nobody is eligible) and to those members of the
 * consumer's stored validator set that have been in it for long enough, by their power there.
 *
 * What is abstracted
 * - What validators and the community pool were paid only grows and decides nothing: it is noted, not kept. So is the
 *   dust that no share names; it stays in the distribution account without an owner.
 * - The join height of a member is kept as the blocks since then, up to where they suffice.
 * - Withdrawal by delegators is not modelled.
 */
import type { Instance } from '../instance.ts';
import { startsLaunched } from '../lifecycle.ts';
import { allocationParameters, allocationSetup, initialAllocation } from './allocation-setup.ts';
import type { ConsumerWithRewards } from './has-rewards.ts';

const credited = {
  rewardsCredited: {
    description: 'Coins for this consumer have arrived in the reward pool.',
    meta: { spec: 'x/ccv/provider/ibc_middleware.go OnRecvPacket' },
    actions: ['creditRewards'],
  },
} as const;

const notDistributed = {
  distributeRewards: {
    description:
      'A block begins; only consumers with a light client are gone through, and this one has none.',
    meta: { spec: 'x/ccv/provider/keeper/distribution.go AllocateTokens (GetAllConsumersWithIBCClients)' },
  },
} as const;

const nothingChanges = {
  description: 'The phase changes, and nothing about rewards with it.',
  meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go' },
} as const;

export function createAllocationMachine(instance: Instance, consumer: ConsumerWithRewards) {
  return allocationSetup(allocationParameters(instance, consumer)).createMachine({
    id: 'allocation',
    description: 'What the provider owes for one consumer in rewards, and to which validators.',
    meta: { spec: 'x/ccv/provider/keeper/distribution.go' },
    context: initialAllocation(instance, consumer),
    initial: startsLaunched(consumer) ? 'distributing' : 'unlaunched',
    states: {
      unlaunched: {
        description: 'The consumer is registered; rewards that somebody pays for it wait for its launch.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_REGISTERED, CONSUMER_PHASE_INITIALIZED' },
        on: {
          ...credited,
          ...notDistributed,
          storedSetChanged: {
            description:
              'The consumer is launched with this set. The block that launches it begins just now, and counts as none.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer, MakeConsumerGenesis' },
            actions: ['startMembers'],
          },
          phaseChanged: [
            {
              description: 'The consumer is launched.',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer' },
              guard: 'consumerIsLaunched',
              target: 'distributing',
            },
            nothingChanges,
          ],
        },
      },
      distributing: {
        description: 'Rewards are credited and distributed, whether the consumer is launched or stopped.',
        meta: {
          spec: 'x/ccv/provider/keeper/distribution.go AllocateTokens (GetAllConsumersWithIBCClients)',
        },
        on: {
          ...credited,
          storedSetChanged: {
            description: 'The consumer has another validator set: newcomers begin to count their blocks.',
            meta: {
              spec: 'x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator (JoinHeight)',
            },
            actions: ['updateMembers'],
          },
          distributeRewards: {
            description: 'A block begins: what is owed in allowed denominations is distributed.',
            meta: { spec: 'x/ccv/provider/keeper/distribution.go AllocateTokens' },
            actions: ['countBlocks', 'distributeRewards'],
          },
          phaseChanged: [
            {
              description: 'The consumer is deleted with its set; what is owed for it is not (SC-28).',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain' },
              guard: 'consumerIsDeleted',
              target: 'deleted',
              actions: ['forgetMembers'],
            },
            nothingChanges,
          ],
        },
      },
      deleted: {
        description:
          'The consumer is deleted. Its chain id survives, so that rewards are still credited to it, but none are distributed any more (SC-28).',
        meta: {
          spec: 'x/ccv/provider/types CONSUMER_PHASE_DELETED; x/ccv/provider/ibc_middleware.go OnRecvPacket',
        },
        on: { ...credited, ...notDistributed },
      },
    },
  });
}

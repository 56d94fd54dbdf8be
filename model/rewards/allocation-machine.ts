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
import { allocationParameters, allocationSetup, initialAllocation } from './allocation-setup.ts';
import type { ConsumerWithRewards } from './has-rewards.ts';

export function createAllocationMachine(instance: Instance, consumer: ConsumerWithRewards) {
  return allocationSetup(allocationParameters(instance, consumer)).createMachine({
    id: 'allocation',
    description: 'What the provider owes for one consumer in rewards, and to which validators.',
    meta: { spec: 'x/ccv/provider/keeper/distribution.go' },
    context: initialAllocation(instance, consumer),
    initial: 'distributing',
    states: {
      distributing: {
        description: 'Rewards are credited and distributed, whether the consumer is launched or stopped.',
        meta: {
          spec: 'x/ccv/provider/keeper/distribution.go AllocateTokens (GetAllConsumersWithIBCClients)',
        },
        on: {
          rewardsCredited: {
            description: 'Coins for this consumer have arrived in the reward pool.',
            meta: { spec: 'x/ccv/provider/ibc_middleware.go OnRecvPacket' },
            actions: ['creditRewards'],
          },
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
        },
      },
    },
  });
}

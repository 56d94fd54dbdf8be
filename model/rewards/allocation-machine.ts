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
 * - A rate above 1 is no valid transaction, and not offered.
 *
 * A commission rate is kept until the consumer is deleted, even when its validator leaves the set or ceases to exist.
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

/** While the consumer has a light client, which it keeps from its launch to its deletion. */
const distributed = {
  distributeRewards: {
    description: 'A block begins: what is owed in allowed denominations is distributed.',
    meta: { spec: 'x/ccv/provider/keeper/distribution.go AllocateTokens' },
    actions: ['countBlocks', 'distributeRewards'],
  },
} as const;

/** Of a consumer that is registered, initialized or launched. */
const wishes = {
  commissionSubmitted: [
    {
      description:
        'A validator asks for a commission rate on this consumer, whether or not it is in its set: it has it from now on.',
      meta: { spec: 'x/ccv/provider/keeper/distribution.go HandleSetConsumerCommissionRate' },
      guard: 'rateIsHighEnough',
      actions: ['setCommission'],
    },
    {
      description: 'The rate is less than staking admits: refused.',
      meta: {
        spec: 'x/ccv/provider/keeper/distribution.go HandleSetConsumerCommissionRate (ErrCommissionLTMinRate)',
      },
      actions: ['refuseCommission'],
    },
  ],
  allowDenoms: {
    description: 'The owner replaces the denominations that are distributed besides the registered ones.',
    meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (AllowlistedRewardDenoms)' },
    actions: ['replaceAllowlist'],
  },
} as const;

/** Of a consumer that is stopped or deleted: what is not allowed by then never will be by its owner. */
const wishesRefused = {
  commissionSubmitted: {
    description: 'Refused: the consumer is not active.',
    meta: {
      spec: 'x/ccv/provider/keeper/distribution.go HandleSetConsumerCommissionRate (ErrInvalidPhase)',
    },
    actions: ['refuseCommission'],
  },
  allowDenoms: {
    description: 'Refused: the consumer is not active.',
    meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (ErrInvalidPhase)' },
  },
} as const;

/** Its set, and who asked for which commission; the allow-list is kept. */
const deletion = {
  description: 'The consumer is deleted with its set; what is owed for it is not (SC-28).',
  meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain' },
  target: 'deleted',
  actions: ['forgetMembers', 'forgetCommissions'],
} as const;

export function createAllocationMachine(instance: Instance, consumer: ConsumerWithRewards) {
  return allocationSetup(allocationParameters(instance)).createMachine({
    id: 'allocation',
    description: 'What the provider owes for one consumer in rewards, and to which validators.',
    meta: { spec: 'x/ccv/provider/keeper/distribution.go' },
    context: initialAllocation(instance, consumer),
    initial: startsLaunched(consumer) ? 'launched' : 'unlaunched',
    states: {
      unlaunched: {
        description: 'The consumer is registered; rewards that somebody pays for it wait for its launch.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_REGISTERED, CONSUMER_PHASE_INITIALIZED' },
        on: {
          ...credited,
          ...notDistributed,
          ...wishes,
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
              target: 'launched',
            },
            {
              description: 'The phase changes, and nothing about rewards with it.',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go' },
            },
          ],
        },
      },
      launched: {
        description: 'Rewards are credited and distributed to a set that may change.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED' },
        on: {
          ...credited,
          ...distributed,
          ...wishes,
          storedSetChanged: {
            description: 'The consumer has another validator set: newcomers begin to count their blocks.',
            meta: {
              spec: 'x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator (JoinHeight)',
            },
            actions: ['updateMembers'],
          },
          phaseChanged: [
            { ...deletion, guard: 'consumerIsDeleted' },
            {
              description: 'The consumer is stopped: its set stays as it is.',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval' },
              target: 'stopped',
            },
          ],
        },
      },
      stopped: {
        description:
          'Rewards are credited and distributed as before, but neither validators nor the owner have any say in it.',
        meta: {
          spec: 'x/ccv/provider/types CONSUMER_PHASE_STOPPED; x/ccv/provider/keeper/distribution.go AllocateTokens (GetAllConsumersWithIBCClients)',
        },
        on: { ...credited, ...distributed, ...wishesRefused, phaseChanged: deletion },
      },
      deleted: {
        description:
          'The consumer is deleted. Its chain id survives, so that rewards are still credited to it, but none are distributed any more (SC-28).',
        meta: {
          spec: 'x/ccv/provider/types CONSUMER_PHASE_DELETED; x/ccv/provider/ibc_middleware.go OnRecvPacket',
        },
        on: { ...credited, ...notDistributed, ...wishesRefused },
      },
    },
  });
}

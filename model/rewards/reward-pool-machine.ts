/**
 * The module account on the provider that receives the rewards of all consumers, and the list of denominations that
 * governance has registered for distribution. What of it is owed for which consumer is kept by `allocation-machine.ts`.
 *
 * Anybody may pay into it, in any denomination, and with a memo that credits any consumer: memos are not authenticated
 * (SC-29). Coins without a memo that names a consumer stay in the pool, owed for nobody.
 */
import { not } from 'xstate';
import type { Instance } from '../instance.ts';
import { initialRewardPool, rewardPoolSetup } from './reward-pool-setup.ts';

export function createRewardPoolMachine(instance: Instance) {
  return rewardPoolSetup().createMachine({
    id: 'reward-pool',
    description:
      'The account that receives rewards of consumers, and the denominations that are distributed.',
    meta: { spec: 'x/ccv/provider/keeper/distribution.go GetConsumerRewardsPool' },
    context: initialRewardPool(instance),
    initial: 'collecting',
    states: {
      collecting: {
        description: 'Coins come in, and go out to the distribution module and the community pool.',
        meta: { spec: 'x/ccv/provider/keeper/distribution.go' },
        on: {
          coinsReceived: {
            description: 'A transfer from a consumer arrives.',
            meta: { spec: 'ICS-20 onRecvPacket' },
            actions: ['receiveCoins'],
          },
          payIntoPool: [
            {
              description:
                'Somebody pays into the pool with a memo that names a consumer: it is taken for rewards of that consumer.',
              meta: { spec: 'x/ccv/provider/ibc_middleware.go OnRecvPacket (reward memo)' },
              guard: 'memoNamesConsumer',
              actions: ['receiveCoins', 'creditNamedConsumer'],
            },
            {
              description:
                'Somebody pays into the pool with a memo that names no consumer: the coins are attributed to nobody.',
              meta: { spec: 'x/ccv/provider/ibc_middleware.go OnRecvPacket (unknown consumer id)' },
              actions: ['receiveCoins'],
            },
          ],
          rewardsBlockBegan: {
            description: 'A block begins: registered denominations are distributed for every consumer.',
            meta: { spec: 'x/ccv/provider/keeper/distribution.go BeginBlockRD, AllocateTokens' },
            actions: ['distribute'],
          },
          rewardsPaidOut: {
            description: 'Coins leave for the distribution module and the community pool.',
            meta: { spec: 'x/ccv/provider/keeper/distribution.go AllocateConsumerRewards' },
            actions: ['payOut'],
          },
          addRewardDenom: {
            description: 'Governance registers a denomination.',
            meta: { spec: 'x/ccv/provider/keeper/distribution.go ChangeRewardDenoms' },
            guard: not('denomIsRegistered'),
            actions: ['registerDenom'],
          },
          removeRewardDenom: {
            description: 'Governance strikes a denomination off.',
            meta: { spec: 'x/ccv/provider/keeper/distribution.go ChangeRewardDenoms' },
            guard: 'denomIsRegistered',
            actions: ['unregisterDenom'],
          },
        },
      },
    },
  });
}

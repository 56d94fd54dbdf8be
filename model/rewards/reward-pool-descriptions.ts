/** What each guard and action of the reward pool means, and the clause that it implements. */
export const descriptions = {
  guards: {
    denomIsRegistered: {
      description: 'Governance has registered the denomination.',
      spec: 'x/ccv/provider/keeper/distribution.go ConsumerRewardDenomExists',
    },
    memoNamesConsumer: {
      description: 'The memo of the transfer names a consumer.',
      spec: 'x/ccv/types/wire.go GetRewardMemoFromTransferMemo',
    },
  },
  actions: {
    receiveCoins: {
      description: 'The balance of the pool grows.',
      spec: 'ICS-20 onRecvPacket',
    },
    creditNamedConsumer: {
      description: 'The coins are attributed to the consumer that the memo names (SC-29).',
      spec: 'x/ccv/provider/ibc_middleware.go OnRecvPacket',
    },
    payOut: {
      description: 'The balance of the pool falls.',
      spec: 'cosmos-sdk x/bank SendCoinsFromModuleToModule, x/distribution FundCommunityPool',
    },
    distribute: {
      description: 'Has what is owed for each consumer distributed, denomination by denomination.',
      spec: 'x/ccv/provider/keeper/distribution.go AllocateTokens',
    },
    registerDenom: {
      description: 'Puts the denomination on the list.',
      spec: 'x/ccv/provider/keeper/distribution.go SetConsumerRewardDenom',
    },
    unregisterDenom: {
      description: 'Takes the denomination off the list.',
      spec: 'x/ccv/provider/keeper/distribution.go DeleteConsumerRewardDenom',
    },
  },
} as const;

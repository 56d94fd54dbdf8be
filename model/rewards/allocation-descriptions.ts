/** What each action of what is owed for one consumer means, and the clause that it implements. */
export const descriptions = {
  guards: {},
  actions: {
    creditRewards: {
      description: 'What is owed for the consumer grows.',
      spec: 'x/ccv/provider/keeper/distribution.go SetConsumerRewardsAllocationByDenom',
    },
    updateMembers: {
      description: 'Takes over the set; who stays in it keeps the time since it joined.',
      spec: 'x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator (JoinHeight)',
    },
    countBlocks: {
      description: 'Every member has been in the set for a block longer, until it is eligible.',
      spec: 'x/ccv/provider/keeper/distribution.go IsEligibleForConsumerRewards',
    },
    distributeRewards: {
      description:
        'Of each allowed denomination pays tax and shares, or all to the community pool if nobody is eligible; a member that does not exist any more leaves that denomination for later. What rounding leaves over stays owed.',
      spec: 'x/ccv/provider/keeper/distribution.go AllocateTokens, AllocateConsumerRewards, AllocateTokensToConsumerValidators',
    },
  },
} as const;

/** What each guard and action of what is owed for one consumer means, and the clause that it implements. */
export const descriptions = {
  guards: {
    consumerIsLaunched: {
      description: 'The consumer has been launched.',
      spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED',
    },
    rateIsHighEnough: {
      description: 'The commission rate is at least the least one that staking admits.',
      spec: 'x/ccv/provider/keeper/distribution.go HandleSetConsumerCommissionRate (MinCommissionRate)',
    },
    consumerIsDeleted: {
      description: 'The consumer has been deleted.',
      spec: 'x/ccv/provider/types CONSUMER_PHASE_DELETED',
    },
  },
  actions: {
    creditRewards: {
      description: 'What is owed for the consumer grows.',
      spec: 'x/ccv/provider/keeper/distribution.go SetConsumerRewardsAllocationByDenom',
    },
    updateMembers: {
      description: 'Takes over the set; who stays in it keeps the time since it joined.',
      spec: 'x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator (JoinHeight)',
    },
    startMembers: {
      description: 'Takes over the first set, whose members join with the block that begins.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis',
    },
    setCommission: {
      description: 'The validator has this commission rate on the consumer, whatever it has on the provider.',
      spec: 'x/ccv/provider/keeper/keeper.go SetConsumerCommissionRate',
    },
    refuseCommission: {
      description: 'Everything stays as it is.',
      spec: 'x/ccv/provider/keeper/distribution.go HandleSetConsumerCommissionRate',
    },
    replaceAllowlist: {
      description: 'The list of denominations is replaced as a whole.',
      spec: 'x/ccv/provider/keeper/distribution.go UpdateAllowlistedRewardDenoms',
    },
    forgetCommissions: {
      description: 'Nobody has a commission rate of its own on the consumer any more.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain (DeleteConsumerCommissionRate)',
    },
    forgetMembers: {
      description: 'There is no set any more.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain (DeleteConsumerValSet)',
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

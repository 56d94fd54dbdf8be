/** What each guard and action of a consumer's shaping means, and the clause that it implements. */
export const descriptions = {
  guards: {
    mustValidate: {
      description:
        'The chain is a Top-N chain, and the power after the last staking EndBlock is at least the stored minimum power in the top N (or none is stored).',
      spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut',
    },
    isNotOptedIn: {
      description: 'The validator has not opted in yet.',
      spec: 'x/ccv/provider/keeper/partial_set_security.go IsOptedIn',
    },
    signerIsNotOwner: {
      description: 'The transaction is signed by somebody else than the owner of the consumer.',
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (GetConsumerOwnerAddress)',
    },
    asksForTopN: {
      description: 'The chain is to be, or to remain, a Top-N chain.',
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (Top_N)',
    },
    governanceOwns: {
      description: 'The consumer belongs to governance.',
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (GetAuthority)',
    },
    governanceIsToOwn: {
      description: 'The consumer is to belong to governance, or to remain with it.',
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (NewOwnerAddress)',
    },
    isDeletedNow: {
      description: 'The phase that the consumer has just entered is that of being deleted.',
      spec: 'x/ccv/provider/types CONSUMER_PHASE_DELETED',
    },
    isLaunchedNow: {
      description: 'The phase that the consumer has just entered is that of being launched.',
      spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED',
    },
  },
  actions: {
    storeMinPower: {
      description:
        'On a Top-N chain: measures the power from which on an active validator belongs to the top N, and stores it.',
      spec: 'x/ccv/provider/keeper/power_shaping.go ComputeMinPowerInTopN, SetMinimumPowerInTopN',
    },
    optInTopN: {
      description:
        'On a Top-N chain: opts in all active validators in the top N, for good; those who fall out of it stay opted in.',
      spec: 'x/ccv/provider/keeper/partial_set_security.go OptInTopNValidators',
    },
    passOnNextSet: {
      description:
        'Computes the next set: eligible validators, cut to the set cap, their powers capped; it goes to the next stage.',
      spec: 'x/ccv/provider/keeper/validator_set_update.go ComputeNextValidators',
    },
    passOnLaunchSet: {
      description: 'Computes the first set by the same rules; it goes to the next stage.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer; validator_set_update.go ComputeNextValidators',
    },
    rememberMembership: {
      description: 'Keeps who is opted in until it is known whether the launch succeeds.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers (CacheContext)',
    },
    forgetMembership: {
      description: 'Forgets who has opted in, and the minimum power in the top N.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain (DeleteAllOptedIn, DeleteMinimumPowerInTopN)',
    },
    forgetMembershipBefore: {
      description: 'The launch has succeeded: what it changed stays.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers (writeFn)',
    },
    restoreMembership: {
      description: 'The launch has failed: what it changed is undone.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers (CacheContext)',
    },
    optIn: {
      description: 'The validator is among the opted-in ones.',
      spec: 'x/ccv/provider/keeper/partial_set_security.go SetOptedIn',
    },
    optOut: {
      description: 'The validator is no longer among the opted-in ones.',
      spec: 'x/ccv/provider/keeper/partial_set_security.go DeleteOptedIn',
    },
    noteOptOutRefused: {
      description: 'Remarks on the power that forbids opting out.',
      spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut (ErrCannotOptOutFromTopN)',
    },
    noteUpdateRefused: {
      description: 'Notes that everything stays as it is.',
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer',
    },
    changeOwner: {
      description: 'The consumer belongs to whom the transaction names from now on.',
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (SetConsumerOwnerAddress)',
    },
    replaceParameters: {
      description:
        'All parameters are new. If N differs, the minimum power in the top N is measured at once, from the powers of the last staking EndBlock, or deleted for N = 0.',
      spec: 'x/ccv/provider/keeper/power_shaping.go SetConsumerPowerShapingParameters, UpdateMinimumPowerInTopN',
    },
  },
} as const;

/** What each guard and action of the machine of a consumer's ownership means, and the clause that it implements. */
const server = 'x/ccv/provider/keeper/msg_server.go';

export const descriptions = {
  guards: {
    signerIsNotOwner: {
      description: 'Whoever signed the request does not own the consumer.',
      spec: `${server} UpdateConsumer, RemoveConsumer (ErrUnauthorized)`,
    },
    isLaunchedNow: {
      description: 'The consumer has been launched.',
      spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED',
    },
  },
  actions: {
    refuseStranger: {
      description: 'The transaction fails: another owns the consumer.',
      spec: `${server} UpdateConsumer, RemoveConsumer (ErrUnauthorized)`,
    },
    refuseInThisPhase: {
      description: 'The transaction fails: it is not for a consumer in this phase.',
      spec: `${server} UpdateConsumer, RemoveConsumer (ErrInvalidPhase)`,
    },
    refuseAfterLaunch: {
      description: 'The transaction fails: what the chain starts with is fixed by its launch.',
      spec: `${server} UpdateConsumer (ErrInvalidMsgUpdateConsumer)`,
    },
    scheduleLaunch: {
      description: 'The record of the consumer is given the spawn time.',
      spec: `${server} UpdateConsumer (SetConsumerInitializationParameters)`,
    },
    unscheduleLaunch: {
      description: 'The record of the consumer loses its spawn time.',
      spec: `${server} UpdateConsumer (RemoveConsumerToBeLaunched)`,
    },
    removeConsumer: {
      description: 'The record of the consumer is told to stop it.',
      spec: `${server} RemoveConsumer (StopAndPrepareForConsumerRemoval)`,
    },
    setPenalties: {
      description: 'The infraction parameters are replaced.',
      spec: `${server} UpdateConsumer (SetInfractionParameters)`,
    },
    updatePenalties: {
      description: 'The infraction parameters are asked for, with the delay that they have.',
      spec: `${server} UpdateConsumer (UpdateQueuedInfractionParams)`,
    },
    replaceAllowlist: {
      description: 'The list of denominations that are distributed for the consumer is replaced.',
      spec: `${server} UpdateConsumer (UpdateAllowlistedRewardDenoms)`,
    },
    followShaping: {
      description: 'The consumer belongs to whom the update of its shaping names.',
      spec: `${server} UpdateConsumer (SetConsumerOwnerAddress)`,
    },
    changeOwner: {
      description: 'The consumer belongs to the new owner from now on.',
      spec: `${server} UpdateConsumer (SetConsumerOwnerAddress)`,
    },
  },
} as const;

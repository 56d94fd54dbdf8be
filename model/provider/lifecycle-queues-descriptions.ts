/** What each guard and action of the provider's time queues means, and the clause that it implements. */
export const descriptions = {
  guards: {
    launchIsQueued: {
      description: 'The consumer waits to be launched.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go RemoveConsumerToBeLaunched',
    },
  },
  actions: {
    handleQueues: {
      description:
        'Time passes for both queues; what is due leaves them, up to the limit, and is launched or removed.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go ConsumeIdsFromTimeQueue',
    },
    addLaunch: {
      description: 'Queues the consumer behind those that are due no later.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go AppendConsumerToBeLaunched',
    },
    takeOutLaunch: {
      description: 'The consumer no longer waits to be launched.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go RemoveConsumerToBeLaunched',
    },
    answerCancelled: {
      description: 'Tells the record that the consumer has no spawn time any more.',
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (spawn time zero)',
    },
    addRemoval: {
      description: 'Queues the consumer for deletion, an unbonding period from now.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go AppendConsumerToBeRemoved',
    },
  },
} as const;

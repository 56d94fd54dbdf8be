/**
 * What the guards and actions of the provider's record of a consumer mean that are about its life cycle and the opening
 * of its channel, and the clauses that they implement.
 */
const lifecycle = 'x/ccv/provider/keeper/consumer_lifecycle.go';

export const lifecycleDescriptions = {
  guards: {
    launchSetIsEmpty: {
      description: 'No bonded validator is to validate the consumer.',
      spec: `${lifecycle} LaunchConsumer (initialValUpdates)`,
    },
    launchSetIsInactive: {
      description: 'Nobody in the set that the consumer is to start with validates the provider.',
      spec: `${lifecycle} HasActiveConsumerValidator`,
    },
    failedLaunchIsReset: {
      description:
        'The code takes spawn time and phase back after a failed launch, which it does since v6.0.',
      spec: `${lifecycle} BeginBlockLaunchConsumers; cosmos/interchain-security#2271`,
    },
    removalIsDelayed: {
      description:
        'What is kept of a stopped consumer is deleted an unbonding period later only (v6+, SC-30).',
      spec: `ADR-019; ${lifecycle} StopAndPrepareForConsumerRemoval`,
    },
    clientIsForeign: {
      description:
        'The connection of the channel is not over the client that the provider made for the consumer.',
      spec: 'x/ccv/provider/keeper/keeper.go VerifyConsumerChain (GetConsumerClientId)',
    },
    isSecondChannel: {
      description: 'A CCV channel of the consumer was confirmed before.',
      spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (GetConsumerIdToChannelId)',
    },
    mayOpenChannel: {
      description: 'The consumer has no CCV channel yet.',
      spec: 'x/ccv/provider/keeper/keeper.go VerifyConsumerChain, SetConsumerChain (GetConsumerIdToChannelId)',
    },
  },
  actions: {
    queueLaunch: {
      description: 'The consumer waits for its spawn time from now on.',
      spec: `${lifecycle} AppendConsumerToBeLaunched`,
    },
    moveLaunch: {
      description: 'The consumer waits for another spawn time.',
      spec: `${lifecycle} PrepareConsumerForLaunch`,
    },
    cancelLaunch: {
      description: 'The consumer is to wait no longer.',
      spec: `${lifecycle} RemoveConsumerToBeLaunched`,
    },
    storeLaunchSet: {
      description: 'The set that the consumer starts with becomes the one that the next is compared with.',
      spec: 'x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet',
    },
    noteLaunched: {
      description: 'Notes the set that the consumer starts with.',
      spec: 'none: for observers',
    },
    noteLaunchFailed: {
      description: 'Notes that the consumer is not launched.',
      spec: 'none: for observers',
    },
    createClients: {
      description: 'Each chain gets a light client of the other, and the way is open for a connection.',
      spec: `${lifecycle} CreateConsumerClient; x/ccv/consumer/keeper/genesis.go InitGenesis`,
    },
    makeGenesis: {
      description: 'The genesis of the consumer says which set it starts with.',
      spec: `${lifecycle} MakeConsumerGenesis`,
    },
    noteStoppedBySendFailure: {
      description: 'Notes that the consumer was stopped because a VSC could not be sent.',
      spec: 'none: for observers',
    },
    noteStoppedByTimeout: {
      description: 'Notes that the consumer was stopped because a VSC timed out.',
      spec: 'none: for observers',
    },
    noteStoppedByInitTimeout: {
      description: 'Notes that the consumer was removed because its channel was not opened in time.',
      spec: 'none: for observers',
    },
    noteStoppedByErrorAck: {
      description: 'Notes that the consumer was stopped because it answered a VSC with an error.',
      spec: 'none: for observers',
    },
    noteRemovedByOwner: {
      description: 'Notes that the owner removed the consumer.',
      spec: 'none: for observers',
    },
    queueRemoval: {
      description: 'The state of the consumer is to be deleted an unbonding period from now.',
      spec: `${lifecycle} StopAndPrepareForConsumerRemoval (AppendConsumerToBeRemoved)`,
    },
    deleteState: {
      description:
        'Forgets the set, pending VSCs, slash acks and the channel of the consumer; its id and phase stay.',
      spec: `${lifecycle} DeleteConsumerChain`,
    },
    disownChannel: {
      description:
        "Closes the provider's end of the channel if that can be done, and disowns it in any case.",
      spec: `${lifecycle} DeleteConsumerChain (chanCloseInit, DeleteChannelIdToConsumerId)`,
    },
    noteDeleted: { description: 'Notes that the consumer is deleted.', spec: 'none: for observers' },
    announceRegistered: {
      description: 'Tells the stages of the consumer that it is registered.',
      spec: 'x/ccv/provider/keeper/permissionless.go SetConsumerPhase',
    },
    announceInitialized: {
      description: 'Tells the stages of the consumer that it is initialized.',
      spec: 'x/ccv/provider/keeper/permissionless.go SetConsumerPhase',
    },
    announceLaunched: {
      description: 'Tells the stages of the consumer that it is launched.',
      spec: 'x/ccv/provider/keeper/permissionless.go SetConsumerPhase',
    },
    announceStopped: {
      description: 'Tells the stages of the consumer that it is stopped.',
      spec: 'x/ccv/provider/keeper/permissionless.go SetConsumerPhase',
    },
    announceDeleted: {
      description:
        'Tells the stages of the consumer that it is deleted, and they forget what they kept of it.',
      spec: `${lifecycle} DeleteConsumerChain`,
    },
    acceptOpening: {
      description: 'The step of the handshake may be taken.',
      spec: 'CCV-PCF-COTRY, CCV-PCF-COCONFIRM; x/ccv/provider/ibc_module.go OnChanOpenTry, OnChanOpenConfirm',
    },
    keepChannel: {
      description: 'The channel is the one of the consumer from now on.',
      spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (SetConsumerIdToChannelId)',
    },
    fixInitialHeight: {
      description:
        'Reports under VSC id 0 are taken to be about the present height, although the set that they are about was computed at the launch.',
      spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (SetInitChainHeight)',
    },
    noteChannelAccepted: {
      description: 'Notes that the consumer has a channel from now on.',
      spec: 'none: for observers',
    },
    noteChannelRefused: {
      description: 'Notes that a step of the handshake was refused.',
      spec: 'none: for observers',
    },
  },
} as const;

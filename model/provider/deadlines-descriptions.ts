/** What each guard and action of the deadlines of a consumer means, and the clause that it implements. */
export const descriptions = {
  guards: {
    openingIsOverdue: {
      description: 'InitTimeoutPeriod has passed since the launch, and the channel is not open.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5); GetAllInitTimeoutTimestamps',
    },
    answerIsOverdue: {
      description: 'VscTimeoutPeriod has passed since the oldest VSC that is not matured was sent.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5); GetFirstVscSendTimestamp',
    },
  },
  actions: {
    awaitOpening: {
      description: 'The period in which the channel is to be opened begins.',
      spec: 'x/ccv/provider/keeper/proposal.go CreateConsumerClient (SetInitTimeoutTimestamp)',
    },
    forgetOpening: {
      description: 'The channel is open: nothing is due for it any more.',
      spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (DeleteInitTimeoutTimestamp)',
    },
    reportOpeningOverdue: {
      description: 'Tells the record, which removes the consumer.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)',
    },
    awaitMaturities: {
      description: 'The period of these VSCs begins.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (SetVscSendTimestamp)',
    },
    forgetMatured: {
      description: 'The VSC is matured: nothing is due for it any more.',
      spec: 'x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket (DeleteVscSendTimestamp)',
    },
    forgetAllVscs: {
      description: 'The consumer is removed: no answer is due any more.',
      spec: 'x/ccv/provider/keeper/proposal.go StopConsumerChain (DeleteVscSendTimestampsForConsumer)',
    },
    reportOverdue: {
      description: 'Tells the record, which removes the consumer.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)',
    },
    restoreTimeouts: {
      description: 'What was left of every period is what is left of it now.',
      spec: 'x/ccv/provider/keeper/genesis.go InitGenesis (InitTimeoutTimestamps, VscSendTimestamps)',
    },
    passTime: {
      description: "The provider's clock moves on.",
      spec: 'CometBFT block time',
    },
    growReferencesOlder: {
      description: 'The awaited VSCs are one id older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
  },
} as const;

/** What each guard and action of the channel machine means, and the clause that it implements. */
export const descriptions = {
  guards: {
    vscInFlight: {
      description: 'A VSC packet has been sent and not been received.',
      spec: 'ICS-04 packet commitments and nextSequenceRecv',
    },
    slashInFlight: {
      description: 'The oldest packet of the consumer that has not been received is a slash packet.',
      spec: 'ICS-04 packet commitments and nextSequenceRecv',
    },
    maturedInFlight: {
      description: 'The oldest packet of the consumer that has not been received reports a maturity.',
      spec: 'ICS-04 packet commitments and nextSequenceRecv',
    },
    headVscHasNotTimedOut: {
      description: "The consumer's clock is before the timeout of the oldest VSC in flight.",
      spec: 'ICS-04 recvPacket (at the timeout itself a packet is timed out)',
    },
    headSlashHasNotTimedOut: {
      description: "The provider's clock is before the timeout of the oldest slash packet in flight.",
      spec: 'ICS-04 recvPacket (at the timeout itself a packet is timed out)',
    },
    headVscHasTimedOut: {
      description: "The consumer's clock has reached the timeout of the oldest VSC in flight.",
      spec: 'ICS-04 timeoutPacket',
    },
    headSlashHasTimedOut: {
      description: "The provider's clock has reached the timeout of the oldest slash packet in flight.",
      spec: 'ICS-04 timeoutPacket',
    },
    headSlashAckIsCommitted: {
      description:
        'The provider block that wrote the oldest acknowledgement is committed, so it can be proved.',
      spec: 'ICS-04 acknowledgePacket (proof of the acknowledgement)',
    },
    consumerClientActive: {
      description: 'The client that the provider has of the consumer has not expired.',
      spec: 'ICS-07; ibc-go light-clients/07-tendermint Status',
    },
    providerClientActive: {
      description: 'The client that the consumer has of the provider has not expired.',
      spec: 'ICS-07; ibc-go light-clients/07-tendermint Status',
    },
    consumerHasNewerHeader: {
      description:
        "The consumer's newest header would be trusted for longer than the one that the provider knows.",
      spec: 'ICS-02 UpdateClient',
    },
    providerHasNewerHeader: {
      description:
        "The provider's newest header would be trusted for longer than the one that the consumer knows.",
      spec: 'ICS-02 UpdateClient',
    },
    vscErrorIsProvable: {
      description: 'The consumer block that answered a VSC with an error is committed.',
      spec: 'ICS-04 acknowledgePacket (proof of the acknowledgement)',
    },
    consumerProducesBlocks: {
      description: 'The consumer chain has not stopped for good, so that transactions reach it.',
      spec: 'environment',
    },
    consumerUnlaunched: { description: 'The consumer is not launched yet.', spec: 'ADR-019' },
    providerEndTryopen: { description: 'The provider takes part in the opening.', spec: 'ICS-04 TRYOPEN' },
    consumerEndInit: { description: 'The opening has begun on the consumer.', spec: 'ICS-04 INIT' },
    consumerEndOpen: { description: 'The end on the consumer is open.', spec: 'ICS-04 OPEN' },
    providerEndClosed: { description: 'The end on the provider is closed.', spec: 'ICS-04 CLOSED' },
    consumerEndClosed: { description: 'The end on the consumer is closed.', spec: 'ICS-04 CLOSED' },
  },
  actions: {
    putVscsInFlight: {
      description: 'Appends the VSCs, with the time left until their timeout on the consumer.',
      spec: 'ICS-04 sendPacket; x/ccv/types/utils.go SendIBCPacket',
    },
    putSlashInFlight: {
      description: 'Appends the slash packet, with the time left until its timeout on the provider.',
      spec: 'ICS-04 sendPacket; x/ccv/types/utils.go SendIBCPacket',
    },
    putMaturedInFlight: {
      description: 'Appends the maturity packets, with the time left until their timeout on the provider.',
      spec: 'ICS-04 sendPacket; x/ccv/types/utils.go SendIBCPacket',
    },
    putSlashAckInFlight: {
      description: 'Appends the acknowledgement, in a block that is not committed yet.',
      spec: 'ICS-04 writeAcknowledgement',
    },
    takeVsc: {
      description: 'The oldest VSC is received: the next one is due.',
      spec: 'ICS-04 recvPacket (nextSequenceRecv)',
    },
    takeSlash: {
      description: 'The oldest packet of the consumer is received: the next one is due.',
      spec: 'ICS-04 recvPacket (nextSequenceRecv)',
    },
    takeSlashAck: {
      description: 'The oldest acknowledgement is processed: the next one is due.',
      spec: 'ICS-04 acknowledgePacket (nextSequenceAck)',
    },
    dropVscs: {
      description: 'No VSC in flight can be delivered any more.',
      spec: 'ICS-04 timeoutPacket, timeoutOnClose (ordered channel)',
    },
    dropSlashesAndAcks: {
      description:
        'No slash packet in flight can be delivered any more, and no acknowledgement be processed.',
      spec: 'ICS-04 timeoutPacket, acknowledgePacket (requires an open end)',
    },
    updateConsumerClient: {
      description:
        "The provider learns the consumer's newest header: the trusting period starts at its time.",
      spec: 'ICS-07 updateState; x/ccv/types/shared_params.go CalculateTrustPeriod',
    },
    updateProviderClient: {
      description:
        "The consumer learns the provider's newest header: the trusting period starts at its time.",
      spec: 'ICS-07 updateState; x/ccv/types/shared_params.go CalculateTrustPeriod',
    },
    passProviderTime: {
      description:
        "The provider's clock moves on: against the consumer's and, where things expire, towards slash timeouts and client expiry.",
      spec: 'ICS-07 expiry; ICS-04 timeouts',
    },
    commitSlashAcks: {
      description: 'Acknowledgements written so far are in committed blocks.',
      spec: 'ICS-04 acknowledgePacket (proof of the acknowledgement)',
    },
    passConsumerTime: {
      description:
        "The consumer's clock moves on: against the provider's and, where things expire, towards VSC timeouts and client expiry.",
      spec: 'ICS-07 expiry; ICS-04 timeouts',
    },
    putVscErrorInFlight: {
      description: 'An error acknowledgement of a VSC is on its way, in a block that is not committed yet.',
      spec: 'ICS-04 writeAcknowledgement',
    },
    commitVscError: {
      description: 'An error acknowledgement written before is in a committed block.',
      spec: 'ICS-04 acknowledgePacket (proof of the acknowledgement)',
    },
    takeVscError: {
      description: 'The error acknowledgement is processed.',
      spec: 'ICS-04 acknowledgePacket',
    },
    rememberHalt: { description: 'No header of the consumer comes any more.', spec: 'environment' },
    setClocks: {
      description: 'Both clients are fresh, and both clocks agree.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go CreateConsumerClient; x/ccv/consumer/keeper/genesis.go',
    },
    askToTry: {
      description: 'Asks the provider application whether it takes part in the opening.',
      spec: 'x/ccv/provider/ibc_module.go OnChanOpenTry',
    },
    askToConfirm: {
      description: 'Asks the provider application whether this is to be the CCV channel.',
      spec: 'x/ccv/provider/ibc_module.go OnChanOpenConfirm',
    },
    tellRecordOfError: {
      description: 'Tells the provider module that a VSC was answered with an error.',
      spec: 'x/ccv/provider/ibc_module.go OnAcknowledgementPacket',
    },
    growReferencesOlder: {
      description: 'VSC ids in flight are one id older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
    passTransfersOn: {
      description: "Puts the rewards on the transfer channel, each with its timeout on the provider's clock.",
      spec: 'ICS-20 sendFungibleTokens',
    },
    answerTransfersSent: {
      description: 'Tells the reward accounts that their coins are on the way.',
      spec: 'x/ccv/consumer/keeper/distribution.go SendRewardsToProvider',
    },
    answerTransfersKept: {
      description: 'Gives the coins back to the reward accounts.',
      spec: 'x/ccv/consumer/keeper/distribution.go EndBlockRD (cached context)',
    },
    putClocksAtRest: {
      description: 'Drift and clients of a finished channel take fixed values.',
      spec: 'none: keeps the state space finite',
    },
    deliverVsc: {
      description: "Hands the oldest VSC to the consumer's CCV module.",
      spec: 'ICS-26 onRecvPacket; x/ccv/consumer/ibc_module.go OnRecvPacket',
    },
    deliverSlash: {
      description: "Hands the oldest slash packet to the provider's CCV module.",
      spec: 'ICS-26 onRecvPacket; x/ccv/provider/ibc_module.go OnRecvPacket',
    },
    deliverMatured: {
      description: "Hands the oldest packet, which reports a maturity, to the provider's CCV module.",
      spec: 'ICS-26 onRecvPacket; x/ccv/provider/ibc_module.go OnRecvPacket',
    },
    deliverSlashAck: {
      description: "Hands the oldest acknowledgement to the consumer's CCV module.",
      spec: 'ICS-26 onAcknowledgePacket; x/ccv/consumer/ibc_module.go OnAcknowledgementPacket',
    },
    answerVscsSent: {
      description: 'Tells the provider module that its VSCs are on their way.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain',
    },
    answerClientExpired: {
      description: 'Tells the provider module that its client of the consumer is not active.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (ErrClientNotActive)',
    },
    answerChannelClosed: {
      description: 'Tells the provider module that sending failed.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (any other error)',
    },
    answerSlashSent: {
      description: 'Tells the consumer module that its report is on its way.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets',
    },
    answerSlashKept: {
      description: 'Tells the consumer module that its report was not sent.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets (error)',
    },
    answerMaturedSent: {
      description: 'Tells the consumer module that its maturity packets are on their way.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets',
    },
    answerMaturedKept: {
      description: 'Tells the consumer module that its maturity packets were not sent.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets (error)',
    },
    tellRecordOfTimeout: {
      description: 'Tells the provider module that a VSC was not received in time.',
      spec: 'x/ccv/provider/ibc_module.go OnTimeoutPacket',
    },
    tellRecordOfClose: {
      description: 'Tells the provider module that its end was closed after the consumer closed its own.',
      spec: 'x/ccv/provider/ibc_module.go OnChanCloseConfirm',
    },
    tellConsumerOfTimeout: {
      description: 'Tells the consumer module that its slash packet was not received in time.',
      spec: 'x/ccv/consumer/ibc_module.go OnTimeoutPacket',
    },
    tellConsumerOfClose: {
      description: 'Tells the consumer module that its end was closed after the provider closed its own.',
      spec: 'x/ccv/consumer/ibc_module.go OnChanCloseConfirm',
    },
  },
} as const;

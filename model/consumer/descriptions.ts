/** What each guard and action of the consumer machine means, and the clause that it implements. */
export const descriptions = {
  guards: {
    isFirstConsumerBlock: {
      description: 'The block in progress is the first that the validators of the provider sign.',
      spec: 'x/ccv/consumer/keeper/changeover.go FirstConsumerHeight',
    },
    vscIsInvalid: {
      description: 'The VSC has id 0, which is the one of the genesis set.',
      spec: 'x/ccv/types/wire.go ValidatorSetChangePacketData.Validate',
    },
    channelIsEstablished: {
      description: 'A first VSC has told the consumer which channel leads to the provider.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets (GetProviderChannel)',
    },
    reportIsQueued: {
      description: 'The queue of slash packets is not empty.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets (GetAllPendingPacketsWithIdx)',
    },
    sendingIsPermitted: {
      description:
        'No packet was sent that waits for a reply, and after a bounce more than the retry delay has passed since sending.',
      spec: 'ADR-008; x/ccv/consumer/keeper/throttle_retry.go PacketSendingPermitted',
    },
    reportWasHandled: {
      description: 'The acknowledgement says that the provider is done with the report.',
      spec: 'ADR-008; x/ccv/types/wire.go SlashPacketHandledResult',
    },
    reportWasBounced: {
      description: 'The acknowledgement says that the report must be sent again later.',
      spec: 'ADR-008; x/ccv/types/wire.go SlashPacketBouncedResult',
    },
    keyIsValidating: {
      description: 'The key signs this block, or will sign the next one.',
      spec: 'environment',
    },
    keyIsDown: { description: 'The validator behind the key does not sign at present.', spec: 'environment' },
    keyMayBeReported: {
      description: 'The key has power and no report about it is outstanding.',
      spec: 'x/ccv/consumer/keeper/relay.go QueueSlashPacket',
    },
    signerEquivocates: {
      description:
        'The key signs the present block; for an attack on light clients it has more than a third of the power.',
      spec: 'cometbft light client trust level (1/3)',
    },
    chainNotices: {
      description: 'The double vote comes before the evidence module of the consumer itself.',
      spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence',
    },
    noChangesPending: {
      description: 'No VSC arrived in this block.',
      spec: 'x/ccv/consumer/module.go EndBlock (GetPendingChanges)',
    },
    setsHaveSettled: {
      description: 'The set that signs this block also signs the next one.',
      spec: 'cosmos-sdk types.ValidatorUpdateDelay',
    },
    nothingGetsSentMeanwhile: {
      description: 'None of the blocks can send a report.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets',
    },
    noDowntimeIsDueMeanwhile: {
      description: 'No validator that is down reaches the limit of missed blocks in any of the blocks.',
      spec: 'cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature',
    },
  },
  actions: {
    endFirstBlock: {
      description: "From the next block on, misbehaviour is the provider's concern.",
      spec: 'x/ccv/consumer/keeper/changeover.go FirstConsumerHeight',
    },
    leaveDowntimeToOwnStaking: {
      description:
        'Whoever was down for too long is slashed by the old staking, if it knows the key; no report is queued.',
      spec: 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (standaloneStakingKeeper)',
    },
    leaveDoubleSignToOwnStaking: {
      description: 'The old staking slashes the key, if it knows it; no report is queued.',
      spec: 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (standaloneStakingKeeper)',
    },
    leaveInfractionToOwnStaking: {
      description: 'The old staking slashes the stake that backed its validator then.',
      spec: 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (standaloneStakingKeeper)',
    },
    tellOwnStakingOfTime: {
      description: 'The old staking runs on the same clock.',
      spec: 'x/ccv/democracy/staking',
    },
    startWithSet: {
      description: 'The set of the genesis signs.',
      spec: 'x/ccv/consumer/keeper/genesis.go InitGenesis (ApplyCCValidatorChanges)',
    },
    tellChannelOfHalt: {
      description: 'Nothing can be delivered to the chain from now on.',
      spec: 'environment',
    },
    refuseVsc: {
      description: 'Answers the VSC with an error, upon which the provider stops the consumer.',
      spec: 'x/ccv/consumer/ibc_module.go OnRecvPacket',
    },
    accumulateChanges: {
      description:
        'Joins the changes to those that arrived earlier in the block; of two for one key the later wins.',
      spec: 'x/ccv/types/utils.go AccumulateChanges',
    },
    mapNextHeight: {
      description: 'Maps the next height to the id of the VSC.',
      spec: 'CCV-CCF-RCVVSC (HtoVSC); x/ccv/consumer/keeper/relay.go OnRecvVSCPacket',
    },
    establishChannel: {
      description: 'The channel of the first VSC becomes the channel to the provider.',
      spec: 'x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (SetProviderChannel)',
    },
    clearAcknowledgedFlags: {
      description: 'Reports that the VSC acknowledges are outstanding no longer.',
      spec: 'x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (DeleteOutstandingDowntime)',
    },
    sendHead: {
      description: 'Gives the oldest report to the channel.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets',
    },
    endRewardsBlock: {
      description:
        'Has the fees of the block split, and rewards transferred if it is time (where the chain pays rewards).',
      spec: 'x/ccv/consumer/module.go EndBlock (EndBlockRD)',
    },
    awaitReply: {
      description: 'Notes that a reply is awaited and when the packet was sent.',
      spec: 'ADR-008; x/ccv/consumer/keeper/throttle_retry.go UpdateSlashRecordOnSend',
    },
    clearFlagsOfEntrants: {
      description: 'A validator that enters the set starts with no report outstanding.',
      spec: 'x/ccv/consumer/keeper/validators.go ApplyCCValidatorChanges (DeleteOutstandingDowntime)',
    },
    noteChanges: {
      description: 'Remarks which set the pending changes lead to.',
      spec: 'x/ccv/consumer/module.go EndBlock',
    },
    passTime: {
      description: 'Time passes towards the moment from which a bounced report may be sent again.',
      spec: 'ADR-008; x/ccv/consumer/keeper/throttle_retry.go PacketSendingPermitted',
    },
    reportDowntime: {
      description:
        'Counts the blocks that signers which are down have missed, and queues a report, with a flag, for each that reaches the limit: strongest first, under the id mapped to the height whose EndBlock fixed the set they belong to. Nothing is queued for those who may opt out softly.',
      spec: 'CCV-CCF-SNDSLASH; x/ccv/consumer/keeper/relay.go QueueSlashPacket; x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (soft opt-out, v1.2-v4.3); cosmos-sdk x/slashing BeginBlocker',
    },
    changeSets: {
      description: 'The present set signs the next block; pending changes make the set that signs after it.',
      spec: 'x/ccv/consumer/keeper/validators.go ApplyCCValidatorChanges; cosmos-sdk types.ValidatorUpdateDelay',
    },
    shiftHeights: {
      description: 'A height begins, and the next one is mapped to the same id until a VSC arrives.',
      spec: 'x/ccv/consumer/module.go BeginBlock (SetHeightValsetUpdateID)',
    },
    noteBlock: { description: 'Remarks who signs from now on.', spec: 'x/ccv/consumer/module.go EndBlock' },
    tellChannelOfTime: {
      description: "Tells the channel that the consumer's clock moved on.",
      spec: 'ICS-04 timeouts; ICS-07 expiry',
    },
    countMissedBlocks: {
      description: 'Validators that are down miss all of the blocks.',
      spec: 'cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature',
    },
    shiftManyHeights: {
      description: 'Several heights begin, all mapped to the id of the first.',
      spec: 'x/ccv/consumer/module.go BeginBlock (SetHeightValsetUpdateID)',
    },
    forgetSending: {
      description: 'The report was not sent after all: it may be sent at the next EndBlock.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets (error)',
    },
    clearSlashRecord: {
      description: 'No reply is awaited any more.',
      spec: 'ADR-008; x/ccv/consumer/keeper/throttle_retry.go ClearSlashRecord',
    },
    removeHead: {
      description: 'The oldest report leaves the queue.',
      spec: 'ADR-008; x/ccv/consumer/keeper/keeper.go DeleteHeadOfPendingPackets',
    },
    keepHeadForRetry: {
      description: 'The reply came; the report stays to be sent again after the retry delay.',
      spec: 'ADR-008; x/ccv/consumer/keeper/throttle_retry.go UpdateSlashRecordOnBounce',
    },
    closeChannel: {
      description: "Closes the consumer's end of the channel.",
      spec: 'ICS-04 chanCloseInit; x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket',
    },
    rememberClosing: {
      description: 'From now on the chain runs without a provider.',
      spec: 'x/ccv/consumer/module.go BeginBlock (IsChannelClosed)',
    },
    queueUnknownVsc: {
      description: 'Queues a report, with a flag, under an id that does not exist.',
      spec: 'x/ccv/consumer/keeper/relay.go QueueSlashPacket',
    },
    noteEquivocation: {
      description: 'Remarked, with the power that the set in force gives the key.',
      spec: 'environment',
    },
    showEquivocation: {
      description: 'The votes are public: whoever watches the chain has the proof.',
      spec: 'ADR-005',
    },
    queueDoubleSignReport: {
      description: 'A slash packet for a double sign joins the queue; no flag keeps a second one away.',
      spec: 'x/ccv/consumer/keeper/relay.go QueueSlashPacket; x/ccv/consumer/keeper/validators.go SlashWithInfractionReason',
    },
    queueByzantineReport: {
      description: 'The report joins the queue, whatever it says; the chain counts as faulty from now on.',
      spec: 'ADR-008 (malicious consumers)',
    },
    goDown: { description: 'The validator misses the blocks from the current one on.', spec: 'environment' },
    comeBack: {
      description: 'The validator signs from the current block on, and its count of missed blocks ends.',
      spec: 'environment',
    },
    startMaturing: {
      description: "The VSC matures when the chain's unbonding period has passed since its receipt.",
      spec: 'CCV-CCF-RCVVSC; x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (SetPacketMaturityTime, before v6.4)',
    },
    changeUnbondingPeriod: {
      description: 'What arrives from now on matures by the new period; what has arrived keeps its time.',
      spec: 'x/ccv/consumer/keeper/params.go GetUnbondingPeriod (before v6.4)',
    },
    queueMatured: {
      description: 'VSCs whose period is over are reported: the packets join the queue, behind all reports.',
      spec: 'CCV-CCF-UMP; x/ccv/consumer/keeper/relay.go QueueVSCMaturedPackets (before v6.4)',
    },
    sendLeadingMatured: {
      description:
        'Hands the maturity packets at the head of the queue to the channel, if it is established.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets',
    },
    sendWholeQueue: {
      description: 'Hands everything to the channel, in the order of the queue.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets (v1-v3.1)',
    },
    forgetSentMatured: {
      description: 'The maturity packets that were sent leave the queue.',
      spec: 'x/ccv/consumer/keeper/relay.go SendPackets (DeletePendingDataPackets)',
    },
    growReferencesOlder: {
      description: 'VSC ids of heights, of queued packets and of what matures are one id older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
  },
} as const;

/** What each guard and action of the provider's record of a consumer means, and the clause that it implements. */
import { lifecycleDescriptions } from './consumer-lifecycle-descriptions.ts';

export const descriptions = {
  guards: {
    ...lifecycleDescriptions.guards,
    hasChannel: {
      description: 'The CCV channel has been opened.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPackets (GetConsumerIdToChannelId)',
    },
    validatorSetChanges: {
      description:
        'The set computed from the bonded validators differs, key by key, from the one computed last.',
      spec: 'x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet, DiffValidators',
    },
    hasPendingVscs: {
      description: 'Some VSC has been computed and not been sent.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (GetPendingVSCPackets)',
    },
    slashPacketIsInvalid: {
      description: 'The packet names a VSC id that the provider never issued, or no power.',
      spec: 'x/ccv/provider/keeper/relay.go ValidateSlashPacket; x/ccv/types/wire.go SlashPacketData.Validate',
    },
    consumerIsStopped: {
      description: 'The consumer is not launched any more.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (GetConsumerPhase)',
    },
    isNotConsumerValidator: {
      description:
        'The owner of the key is not in the set computed last for this consumer (where that is checked).',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (IsConsumerValidator)',
    },
    reportsDoubleSign: {
      description: 'The packet is about a double sign, not about downtime.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket',
    },
    providerHasNoClient: {
      description: 'The consumer is not launched yet, or deleted.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting (GetConsumerClientId)',
    },
    evidenceIsTooOld: {
      description: "The votes are from before the first height that the provider's client knows.",
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go GetEquivocationEvidenceMinHeight',
    },
    votesAgree: {
      description: 'Both votes are for the same block, or both headers are the same.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go VerifyDoubleVotingEvidence, CheckMisbehaviour',
    },
    evidenceIsOfAnotherChain: {
      description:
        'The chain id under the signatures is not that of this consumer; other consumers may share it (F53).',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go VerifyDoubleVotingEvidence, CheckMisbehaviour',
    },
    signatureIsMissing: {
      description: 'One of those who are said to have signed both has not.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go VerifyDoubleVotingEvidence, verifyLightBlockCommitSig',
    },
    decisionIsAcknowledged: {
      description: 'The report was executed or met a validator in jail; drops in staking get no slash ack.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket (AppendSlashAck)',
    },
    consumerIsInvolved: {
      description:
        'The validator is in the set computed last for this consumer; before partial sets, every consumer is involved.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (IsConsumerValidator, v4.2+)',
    },
    unbondingsBegan: {
      description: 'Under the current VSC id unbondings began that this consumer holds.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (GetUnbondingOpsFromIndex, v1-v5)',
    },
  },
  actions: {
    ...lifecycleDescriptions.actions,
    queueVsc: {
      description: 'Queues a VSC with the changes and with all slash acks that wait.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (ConsumeSlashAcks, AppendPendingVSCPackets)',
    },
    storeNextSet: {
      description: 'The computed set becomes the one that the next is compared with.',
      spec: 'x/ccv/provider/keeper/validator_set_update.go SetConsumerValSet',
    },
    announceStoredSet: {
      description: 'Says who is in the stored set to what is owed for the consumer (where it pays rewards).',
      spec: 'x/ccv/provider/keeper/distribution.go GetConsumerValSet',
    },
    growPendingVscsOlder: {
      description: 'Pending VSCs are one id older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
    sendPendingVscs: {
      description: 'Hands all pending VSCs to the channel, oldest first.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain',
    },
    forgetPendingVscs: {
      description: 'Nothing is pending any more.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (DeletePendingVSCPackets)',
    },
    refuseSlashPacket: {
      description: 'Writes an error acknowledgement, upon which the consumer closes the channel.',
      spec: 'x/ccv/provider/ibc_module.go OnRecvPacket',
    },
    dropReportOfNonMember: {
      description:
        'Drops the report, lets its key wait for the next VSC, and acknowledges the packet as handled.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (IsConsumerValidator)',
    },
    dropReportOfStoppedConsumer: {
      description:
        'Drops the report, adds its key to slash acks that are never sent, and acknowledges the packet as handled.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (phase)',
    },
    passReportToMeter: {
      description:
        'Hands the report to the slash meter, with the owner of the key and what downtime on this consumer costs.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket; key_assignment.go GetProviderAddrFromConsumerAddr; ADR-020',
    },
    takeDoubleSignReport: {
      description:
        'Logged, which nothing reads (SC-22); where ICS-28 is taken at its word, the owner of the key is handed over for punishment by the power and the id in the packet.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (SetSlashLog); ICS-28 onRecvSlashPacket',
    },
    refuseEvidenceWithoutClient: {
      description: 'The transaction fails.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, CheckMisbehaviour',
    },
    refuseTooOldEvidence: {
      description: 'The transaction fails.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, CheckMisbehaviour',
    },
    refuseAgreeingVotes: {
      description: 'The transaction fails.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, CheckMisbehaviour',
    },
    refuseEvidenceOfAnotherChain: {
      description: 'The transaction fails.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, CheckMisbehaviour',
    },
    refuseUnsignedEvidence: {
      description: 'The transaction fails, for all who are named.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go GetByzantineValidators',
    },
    punishEquivocator: {
      description:
        "The owner of the key is handed over for punishment by the consumer's parameters for equivocation; how old the evidence is does not matter (SC-24).",
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, HandleConsumerMisbehaviour',
    },
    noteBounced: { description: 'Notes the bounce, which decides nothing.', spec: 'none: for observers' },
    writeBouncedAck: {
      description: 'Acknowledges the packet as bounced.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (SlashPacketBouncedResult)',
    },
    appendSlashAck: {
      description: 'Lets the key, as it was reported, wait for the next VSC.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket (AppendSlashAck)',
    },
    noteHandled: {
      description: 'Notes the decision and whether a slash ack follows.',
      spec: 'none: for observers',
    },
    writeHandledAck: {
      description: 'Acknowledges the packet as handled.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (SlashPacketHandledResult)',
    },
    fileUnbonding: {
      description: 'Files the unbonding under the current VSC id.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (SetUnbondingOpIndex)',
    },
    closeUnbondingFile: {
      description: 'The VSC of the id was made; what begins from now on is filed under the next one.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
    holdUnbonding: {
      description: 'Tells staking that this consumer holds the unbonding.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (PutUnbondingOnHold)',
    },
    awaitOpening: {
      description: 'The period within which the channel is to be opened begins.',
      spec: 'x/ccv/provider/keeper/proposal.go CreateConsumerClient (SetInitTimeoutTimestamp)',
    },
    awaitOpeningNoMore: {
      description: 'The channel is open in time.',
      spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (DeleteInitTimeoutTimestamp)',
    },
    awaitMaturities: {
      description: 'The period within which the VSCs just sent are to be matured begins, where there is one.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (SetVscSendTimestamp)',
    },
    throttleMaturity: {
      description: 'The maturity waits in the slash queue until the reports ahead of it are handled.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvVSCMaturedPacket (v1-v3)',
    },
    dropThrottledPackets: {
      description: 'Tells the slash queue that nothing of this consumer is to be handled any more.',
      spec: 'x/ccv/provider/keeper/proposal.go StopConsumerChain (v1-v3)',
    },
    noteMaturity: { description: 'Notes the maturity.', spec: 'none: for observers' },
    releaseMatured: {
      description: 'Tells staking that unbondings of that id do not wait for this consumer any more.',
      spec: 'x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket (RemoveConsumerFromUnbondingOp)',
    },
    announceMaturity: {
      description:
        'Tells the deadlines, where nothing is due for that VSC any more, and the keys, which forget the ones replaced under it.',
      spec: 'x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket (DeleteVscSendTimestamp, PruneKeyAssignments)',
    },
    noteStoppedByDeadline: {
      description: 'Notes that the consumer was removed because it did not mature a VSC in time.',
      spec: 'none: for observers',
    },
    releaseAll: {
      description: 'Tells staking that nothing waits for this consumer any more.',
      spec: 'x/ccv/provider/keeper/proposal.go StopConsumerChain (RemoveConsumerFromUnbondingOp)',
    },
    stopWaiting: {
      description: 'No answer of this consumer is due any more.',
      spec: 'x/ccv/provider/keeper/proposal.go StopConsumerChain (DeleteVscSendTimestampsForConsumer, DeleteInitTimeoutTimestamp)',
    },
  },
} as const;

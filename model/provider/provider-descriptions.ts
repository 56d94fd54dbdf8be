/** What each guard and action of the provider's machine means, and the clause that it implements. */
export const descriptions = {
  guards: {
    delegationSucceeds: {
      description: 'The validator exists and the delegator has the tokens unstaked.',
      spec: 'cosmos-sdk x/staking/keeper/msg_server.go Delegate',
    },
    undelegationSucceeds: {
      description:
        'The validator holds that much stake, and fewer than 7 undelegations from it are under way.',
      spec: 'cosmos-sdk x/staking/keeper/delegation.go Undelegate (MaxEntries)',
    },
    redelegationSucceeds: {
      description:
        'Source and destination exist and differ, the source holds that much stake, fewer than 7 such redelegations are under way, and none into the source.',
      spec: 'cosmos-sdk x/staking/keeper/delegation.go BeginRedelegation (transitive redelegations, MaxEntries)',
    },
    creationSucceeds: {
      description: 'No such validator exists and the delegator has the tokens unstaked.',
      spec: 'cosmos-sdk x/staking/keeper/msg_server.go CreateValidator',
    },
    keyIsRequestedByValidator: {
      description: 'The validator that asks for a key exists.',
      spec: 'x/ccv/provider/keeper/msg_server.go AssignConsumerKey (GetValidator)',
    },
    unjailSucceeds: {
      description: 'The validator is in jail with its term over, has stake and is not tombstoned.',
      spec: 'cosmos-sdk x/slashing/keeper/unjail.go Unjail',
    },
    missesProviderBlocks: {
      description: "The validator belongs to the provider's consensus set and is not in jail.",
      spec: 'cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature',
    },
    doubleSignIsPunishable: {
      description:
        'The validator exists, its stake can be reached (not Unbonded) and it is not tombstoned yet.',
      spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence',
    },
    validatorIsUnknown: {
      description: 'No validator exists behind the reported key.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    },
    validatorIsUnbonded: {
      description: 'The reported validator is Unbonded.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    },
    validatorIsTombstoned: {
      description: 'The reported validator is tombstoned.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    },
    validatorIsJailed: {
      description: 'The reported validator is in jail.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    },
    isSignedByOperator: {
      description: "The transaction is signed by the validator's own operator account.",
      spec: 'x/ccv/provider/types/msg.go ValidateBasic (validateProviderAddress)',
    },
    validatorExists: {
      description: 'The provider has such a validator.',
      spec: 'x/ccv/provider/keeper/msg_server.go OptIn, OptOut, SetConsumerCommissionRate (GetValidator)',
    },
    penaltyTombstones: {
      description: 'The parameters of the consumer have equivocators tombstoned.',
      spec: 'ADR-020; x/ccv/provider/keeper/consumer_equivocation.go JailAndTombstoneValidator',
    },
    endsEpoch: {
      description: 'The height of the current block is a multiple of BlocksPerEpoch.',
      spec: 'x/ccv/provider/keeper/relay.go BlocksUntilNextEpoch; ADR-014',
    },
    blocksAreQuiet: {
      description: 'In these blocks staking has nothing to do, nothing comes due and no epoch ends.',
      spec: 'none: spares random runs with long epochs the empty blocks',
    },
  },
  actions: {
    delegateStake: {
      description: 'The tokens count for the validator at once; its power follows at the next EndBlock.',
      spec: 'cosmos-sdk x/staking/keeper/delegation.go Delegate',
    },
    undelegateStake: {
      description: 'The tokens leave the validator at once and are paid out a full unbonding period later.',
      spec: 'cosmos-sdk x/staking/keeper/delegation.go Undelegate',
    },
    redelegateStake: {
      description:
        'The tokens change validators at once. They stay slashable for the source: for a full period if it is bonded, for the rest of its own if it is unbonding, not at all if it is Unbonded.',
      spec: 'cosmos-sdk x/staking/keeper/delegation.go BeginRedelegation, getBeginInfo',
    },
    addValidator: {
      description: 'An Unbonded validator with its first stake joins the candidates.',
      spec: 'cosmos-sdk x/staking/keeper/msg_server.go CreateValidator',
    },
    releaseFromJail: {
      description: 'The validator is a candidate again; the next EndBlock may bond it.',
      spec: 'cosmos-sdk x/slashing/keeper/unjail.go Unjail',
    },
    noteUnjailed: { description: 'Notes that the validator left jail.', spec: 'none: for observers' },
    slashForProviderDowntime: {
      description: "Burns the provider's downtime fraction of the validator's power in consensus.",
      spec: 'cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature; x/staking/keeper/slash.go Slash',
    },
    jailForProviderDowntime: {
      description: "Jails for the provider's downtime term.",
      spec: 'cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature',
    },
    slashForDoubleSign: {
      description: "Burns the double-sign fraction of the validator's power.",
      spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence; x/staking/keeper/slash.go Slash',
    },
    tombstoneForDoubleSign: {
      description: 'Jails the validator for ever.',
      spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence (Tombstone)',
    },
    chargeMeter: {
      description:
        'Tells the slash meter how much power the report is about to jail: the last power, 0 if in jail or unknown.',
      spec: 'x/ccv/provider/keeper/throttle.go GetEffectiveValPower',
    },
    slashForConsumerDowntime: {
      description:
        "Burns the consumer's fraction of the reported power: of unbonding entries begun at or after the mapped height first, then of the validator's stake.",
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket, getMappedInfractionHeight; cosmos-sdk x/staking/keeper/slash.go Slash',
    },
    jailForConsumerDowntime: {
      description: "Jails for the consumer's downtime term.",
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket (Jail, JailUntil)',
    },
    answerExecuted: {
      description: 'Tells the record that the report was executed.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    },
    answerAbsorbed: {
      description: 'Tells the record that the validator was in jail already.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    },
    answerDropped: {
      description:
        'Tells the record why the report was dropped: unknown, Unbonded or tombstoned, in this order.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    },
    submitOptIn: {
      description: "Hands the wish to validate a consumer to the consumer's shaping.",
      spec: 'x/ccv/provider/keeper/msg_server.go OptIn',
    },
    submitCommission: {
      description: 'Hands the wish for a commission rate to what is owed for the consumer.',
      spec: 'x/ccv/provider/keeper/msg_server.go SetConsumerCommissionRate',
    },
    submitOptOut: {
      description:
        "Hands the wish to be relieved to the consumer's shaping, with the power after the last staking EndBlock.",
      spec: 'x/ccv/provider/keeper/msg_server.go OptOut; partial_set_security.go HandleOptOut (GetLastValidatorPower)',
    },
    submitShapingUpdate: {
      description:
        "Hands new parameters to the consumer's shaping, with the validators that are active at this moment.",
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer; power_shaping.go UpdateMinimumPowerInTopN',
    },
    slashEquivocator: {
      description:
        'The fraction of the last power and of all that is unbonding is burnt, as if the infraction were older than every unbonding (SC-24); who has left the bonded set has no last power (SC-33). Of a slash packet, where one is executed, the fraction of the power that it names.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go SlashValidator, ComputePowerToSlash',
    },
    jailEquivocator: {
      description: 'Jailed until now and the jail term, even if that is earlier than before.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go JailAndTombstoneValidator (JailUntil)',
    },
    tombstoneEquivocator: {
      description: 'Jailed and tombstoned: it never returns, and its key is never punished again.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go JailAndTombstoneValidator (Tombstone)',
    },
    refusePunishment: {
      description: 'The transaction fails: there is nobody to punish.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go SlashValidator',
    },
    bondTopValidators: {
      description: 'The most powerful candidates, MaxValidators at most, are bonded and get their power.',
      spec: 'cosmos-sdk x/staking/keeper/val_state_change.go ApplyAndReturnValidatorSetUpdates',
    },
    unbondTheRest: {
      description: 'Validators that had power and are not among them lose it and begin to unbond.',
      spec: 'cosmos-sdk x/staking/keeper/val_state_change.go ApplyAndReturnValidatorSetUpdates (bondedToUnbonding)',
    },
    completeValidatorUnbondings: {
      description:
        'Validators whose unbonding time is over become Unbonded, and cease to exist without stake.',
      spec: 'cosmos-sdk x/staking/keeper/validator.go UnbondAllMatureValidators',
    },
    completeUnbondings: {
      description: 'Due undelegations are paid out, due redelegations forgotten.',
      spec: 'cosmos-sdk x/staking/keeper/delegation.go CompleteUnbonding, CompleteRedelegation',
    },
    noteBlockEnded: {
      description: 'Notes the end of the block, whether it ends an epoch, and the bonded powers.',
      spec: 'none: for observers',
    },
    announceCreation: {
      description: 'Asks the keys of every consumer whether the key of the new validator is free there.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorCreated',
    },
    undoCreation: {
      description: 'Takes the creation back: the transaction fails with its hook.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorCreated (panic)',
    },
    passKeyRequestOn: {
      description:
        'Hands the request to the keys of the consumer, with the validator that uses the key on the provider, if any.',
      spec: 'x/ccv/provider/keeper/msg_server.go AssignConsumerKey',
    },
    announceBlocksToKeys: {
      description: 'Lets the keys of consumers forget what is due, and tells them of the time that passes.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCIS',
    },
    updateConsensusSet: {
      description: "The most powerful bonded validators form the provider's consensus set.",
      spec: 'x/ccv/provider/keeper/relay.go ProviderValidatorUpdates; ADR-017',
    },
    queueVscs: {
      description:
        'Tells every record that the epoch ended and who is bonded, so that it computes its next set.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets',
    },
    advanceVscId: {
      description: 'A new VSC id begins: unbonding entries are one id older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
    announceVscIdToRecords: {
      description: 'Tells the records, whose pending VSCs are one id older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
    announceVscIdToSlashQueue: {
      description: 'Tells the slash queue, whose packets name ids that are one older.',
      spec: 'none: ages stand for ids, so all grow in one step',
    },
    announceVscIdToKeys: {
      description: 'Tells the keys of consumers, where the ids that replaced keys wait for are one older.',
      spec: 'none: ages stand for ids, so all grow in one step',
    },
    announceVscIdToChannels: {
      description: 'Tells the channels, whose packets in flight are one id older.',
      spec: 'none: ages stand for ids, so all grow in one step',
    },
    announceVscIdToConsumers: {
      description: 'Tells the consumers, whose references are one id older.',
      spec: 'none: ages stand for ids, so all grow in one step',
    },
    sendVscs: {
      description: 'Tells every record to send what is pending.',
      spec: 'x/ccv/provider/keeper/relay.go SendVSCPackets',
    },
    askHoldersOfValidators: {
      description:
        'Asks the records, for each validator that just began to unbond, whether their consumer holds it.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (called within the EndBlock of staking)',
    },
    putOnHold: {
      description:
        'The unbonding waits for this consumer, too, to mature the VSC id that was current when it began.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated; cosmos-sdk x/staking/keeper/unbonding.go PutUnbondingOnHold',
    },
    releaseHolds: {
      description: 'What began under that id waits for this consumer no more.',
      spec: 'x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket (RemoveConsumerFromUnbondingOp)',
    },
    liftAnsweredHolds: {
      description:
        'Unbondings for which all consumers have answered are off hold; those of stake that are due complete at once.',
      spec: 'x/ccv/provider/keeper/relay.go completeMaturedUnbondingOps; cosmos-sdk x/staking/keeper/unbonding.go UnbondingCanComplete',
    },
    restoreDeadlines: {
      description:
        'The times that consumers have left are read back from the exported state, if it has them.',
      spec: 'x/ccv/provider/keeper/genesis.go InitGenesis (v1-v5)',
    },
    checkDeadlines: {
      description: 'Asks of every consumer whether an answer is overdue.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)',
    },
    announceVscIdToDeadlines: {
      description: 'Tells the deadlines, whose VSCs are one id older.',
      spec: 'none: ages stand for ids, so all grow in one step',
    },
    announceTimeToDeadlines: {
      description: "Tells the deadlines that the provider's clock moved on.",
      spec: 'CometBFT block time',
    },
    passTime: {
      description: 'The next height begins: every countdown of the chain runs on.',
      spec: 'CometBFT block time; ABCI BeginBlock',
    },
    handleTimeQueues: {
      description:
        'Tells the time queues how much time passed, and which validators are bonded and active, for what is due to be launched or removed.',
      spec: 'x/ccv/provider/module.go BeginBlock (BeginBlockLaunchConsumers, BeginBlockRemoveConsumers)',
    },
    replenishMeter: {
      description: 'Tells the slash meter that a block begins, after how long, and with which total power.',
      spec: 'x/ccv/provider/keeper/relay.go BeginBlockCIS',
    },
    checkReplenishment: {
      description: 'Tells the slash meter that a block ends, and with which total power.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCIS (v1-v3)',
    },
    handleThrottledPackets: {
      description: 'Tells the slash queue that it may handle what waits.',
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCIS (v1-v3)',
    },
    goOnWithBlock: {
      description:
        'The rest of EndBlock comes after the slash queue has done its part: reports may have jailed validators, maturities been answered.',
      spec: 'x/ccv/provider/module.go EndBlock (v1-v3: EndBlockCIS before EndBlockVSU)',
    },
    announceTimeToMeter: {
      description:
        'Tells the slash meter how much time has passed; it is looked after at the end of the block.',
      spec: 'CometBFT block time',
    },
    announceTime: {
      description: "Tells the channels that the provider's clock moved on and its last block is committed.",
      spec: 'CometBFT block time; ICS-04 timeouts',
    },
    beginRewardsBlock: {
      description:
        'Has rewards of consumers distributed, and lets transfers come closer to their timeout (where consumers pay rewards).',
      spec: 'x/ccv/provider/module.go BeginBlock (BeginBlockRD)',
    },
    countDownPenaltyChanges: {
      description:
        'Changes of infraction parameters that were asked for come closer, or into force (where owners may ask for any).',
      spec: 'x/ccv/provider/keeper/infraction_parameters.go BeginBlockUpdateInfractionParameters',
    },
    rememberOpening: {
      description: 'The present height is remembered as the one of the initial set of the consumer.',
      spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (SetInitChainHeight)',
    },
    rememberWhyHalted: {
      description: 'Keeps the reason for which the chain stopped.',
      spec: 'ABCI: an error in FinalizeBlock stops the node',
    },
  },
} as const;

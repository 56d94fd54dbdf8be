/** What each guard and action of a consumer's keys means, and the clause that it implements. */
export const descriptions = {
  guards: {
    consumerIsInactive: {
      description: 'The consumer is neither registered nor initialized nor launched.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go IsConsumerActive',
    },
    consumerIsLaunched: {
      description: 'The consumer runs, so it may use the key that is replaced.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (CONSUMER_PHASE_LAUNCHED)',
    },
    anotherValidatorUsesKey: {
      description: 'A validator other than the one that asks has this key on the provider.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (GetValidatorByConsAddr)',
    },
    usesOwnKeyByDefault: {
      description:
        "The key is the asking validator's own of the provider, and no other is assigned to it: there is nothing to return from.",
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (ErrCannotAssignDefaultKeyAssignment)',
    },
    keyLeadsToAsker: {
      description: 'The key leads to the validator that asks for it: it is its own, or was until recently.',
      spec: 'x/ccv/provider/keeper/key_assignment.go (v4.5) AssignConsumerKey',
    },
    keyIsKnown: {
      description: 'The key leads to some validator: it is assigned, or replaced and not yet forgotten.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (GetValidatorByConsumerAddr)',
    },
    createdKeyIsKnown: {
      description: "The new validator's key of the provider leads to some validator of this consumer.",
      spec: 'x/ccv/provider/keeper/key_assignment.go ValidatorConsensusKeyInUse',
    },
    launches: {
      description: 'The consumer is launched.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer',
    },
    stops: {
      description: 'The consumer is stopped.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval',
    },
    isDeleted: {
      description: 'The consumer is deleted.',
      spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain',
    },
  },
  actions: {
    nameKeys: {
      description: 'Sends the bonded validators on, each with the key that it uses on the consumer.',
      spec: 'x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator (GetValidatorConsumerPubKey)',
    },
    nameValidator: {
      description: 'Sends the report, or the evidence, on, with the validator that its key leads to.',
      spec: 'x/ccv/provider/keeper/key_assignment.go GetProviderAddrFromConsumerAddr',
    },
    assignKeepingReplaced: {
      description:
        'The validator uses the key from the next VSC on; the key assigned before leads to it until an unbonding period of the provider is over (v1-v5: until the VSC of the current id has matured).',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (AppendConsumerAddrsToPrune)',
    },
    assignForgettingReplaced: {
      description: 'The validator uses the key from launch on; the key assigned before leads to nobody.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (DeleteValidatorByConsumerAddr)',
    },
    noteKeyUnchanged: {
      description: 'The transaction succeeds; the validator goes on with the key that it has.',
      spec: 'x/ccv/provider/keeper/key_assignment.go (v4.5) AssignConsumerKey ("just do a noop")',
    },
    refuseForInactiveConsumer: {
      description: 'The transaction fails: the consumer is stopped or deleted.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (ErrInvalidPhase)',
    },
    refuseKeyOfAnother: {
      description: 'The transaction fails: another validator uses the key on the provider.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (ErrConsumerKeyInUse)',
    },
    refuseOwnKey: {
      description: 'The transaction fails: the validator uses its own key by default.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (ErrCannotAssignDefaultKeyAssignment)',
    },
    refuseKnownKey: {
      description: 'The transaction fails: the key is taken, or was until recently.',
      spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (ErrConsumerKeyInUse)',
    },
    abortCreation: {
      description: 'The hook fails, and with it the transaction that creates the validator.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorCreated (panic)',
    },
    releaseKeyOfRemoved: {
      description:
        'The assigned key of a validator that is gone leads to nobody; keys that it replaced before wait on.',
      spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorRemoved',
    },
    pruneDueKeys: {
      description: 'Replaced keys whose time is over lead to nobody any more.',
      spec: 'x/ccv/provider/keeper/key_assignment.go PruneKeyAssignments (ConsumeConsumerAddrsToPrune)',
    },
    pruneMaturedKeys: {
      description: 'Keys that were replaced while this VSC id was current lead to nobody any more.',
      spec: 'x/ccv/provider/keeper/key_assignment.go (v5) PruneKeyAssignments',
    },
    growReferencesOlder: {
      description: 'The VSC ids that replaced keys wait for are one older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
    forgetAll: {
      description: 'Nothing is known of keys on this consumer any more.',
      spec: 'x/ccv/provider/keeper/key_assignment.go DeleteKeyAssignments',
    },
  },
} as const;

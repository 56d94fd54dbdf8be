/**
 * The keys that validators use on one consumer, as the provider keeps them: who uses which (assigned by transaction, the
 * provider's own by default), whom a key that the consumer names leads to, and which replaced keys may be forgotten when.
 *
 * It stands in two ways. Bonded validators pass it on their way to the consumer's record and get their keys; whatever
 * names a key of the consumer passes it on its way in and gets the validator behind it. Only for consumers whose keys
 * may be assigned by transaction; elsewhere the record knows the few keys that were assigned before launch.
 *
 * What is abstracted
 * - A key is the address derived from it, and a validator's key on the provider is its id.
 * - A key that comes with an opt-in is asked for by a transaction of its own in the same block: what the two come to
 *   together they come to one after the other, and where the key is refused nothing happens.
 * - Releases up to v4.0 kept the replaced key with its power until the EndBlock of the same block, and updated both keys
 *   even where the power stays; so does the difference of the keyed sets.
 * - Anybody's key may be named: nobody proves to possess it, as in the code.
 * - Maturities are matched by the age of their VSC id, which must not stop growing before: instances in which keys wait
 *   for maturities have a VSC timeout, by which consumers that are slower are gone.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { hasEvidence } from '../equivocation-scope.ts';
import { startsLaunched } from '../lifecycle.ts';
import { featuresOf } from '../vsc-age.ts';
import { initialKeys, keysSetup } from './keys-setup.ts';

/** Only where evidence may be handed in. */
const evidenceTransition = {
  evidenceSubmitted: {
    description:
      'The evidence gets the validator that its key leads to, whether it uses the key still or did until recently.',
    meta: { spec: 'x/ccv/provider/keeper/key_assignment.go GetProviderAddrFromConsumerAddr' },
    actions: ['nameValidator'],
  },
} as const;

/** Only in v4.2 to v4.5. */
const reassignment = {
  description:
    'The key leads to the validator itself, which uses it or has replaced it lately: the transaction succeeds and nothing changes.',
  meta: { spec: 'x/ccv/provider/keeper/key_assignment.go (v4.5) AssignConsumerKey ("just do a noop")' },
  guard: 'keyLeadsToAsker',
  actions: ['noteKeyUnchanged'],
} as const;

export function createKeysMachine(instance: Instance, consumer: ConsumerInstance) {
  return keysSetup(instance).createMachine({
    id: 'keys',
    description: 'The consensus keys of validators on a consumer, as the provider keeps them.',
    meta: { spec: 'ADR-001; x/ccv/provider/keeper/key_assignment.go' },
    context: initialKeys(consumer),
    initial: startsLaunched(consumer) ? 'launched' : 'unlaunched',
    on: {
      keyRequested: [
        {
          description: 'The consumer is stopped or deleted: no key can be assigned on it.',
          meta: { spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (IsConsumerActive)' },
          guard: 'consumerIsInactive',
          actions: ['refuseForInactiveConsumer'],
        },
        {
          description: 'Another validator uses the key on the provider itself.',
          meta: {
            spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (GetValidatorByConsAddr)',
          },
          guard: 'anotherValidatorUsesKey',
          actions: ['refuseKeyOfAnother'],
        },
        {
          description: 'The validator asks for its own key of the provider, which it uses anyway.',
          meta: {
            spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (ErrCannotAssignDefaultKeyAssignment)',
          },
          guard: 'usesOwnKeyByDefault',
          actions: ['refuseOwnKey'],
        },
        ...(featuresOf(instance).silentReassignment ? [reassignment] : []),
        {
          description:
            'The key is assigned, to whomever, or was and has not been forgotten yet: not even its own user gets it back before.',
          meta: { spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (ErrConsumerKeyInUse)' },
          guard: 'keyIsKnown',
          actions: ['refuseKnownKey'],
        },
        {
          description:
            'The key is assigned; one that was assigned before goes on leading to the validator, for reports under way. ' +
            'How long is counted from now, not from when the consumer stops using it (SC-10).',
          meta: {
            spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (AppendConsumerAddrsToPrune)',
          },
          guard: 'consumerIsLaunched',
          actions: ['assignKeepingReplaced'],
        },
        {
          description:
            'The key is assigned before launch: the consumer never heard of the one that it replaces, which is free again.',
          meta: {
            spec: 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (DeleteValidatorByConsumerAddr)',
          },
          actions: ['assignForgettingReplaced'],
        },
      ],
      epochEnded: {
        description: 'Each bonded validator gets the key that it uses on the consumer.',
        meta: { spec: 'x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator' },
        actions: ['nameKeys'],
      },
      launchMoment: {
        description: 'Each bonded validator gets the key that it is to use on the consumer from the start.',
        meta: { spec: 'x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator' },
        actions: ['nameKeys'],
      },
      slashPacketReceived: {
        description:
          'The report gets the validator that its key leads to; an unknown or forgotten key is taken for one of the provider (SC-11).',
        meta: { spec: 'x/ccv/provider/keeper/key_assignment.go GetProviderAddrFromConsumerAddr' },
        actions: ['nameValidator'],
      },
      ...(hasEvidence(instance) ? evidenceTransition : {}),
      validatorCreated: [
        {
          description: 'Stopped and deleted consumers are not asked about the key of a new validator.',
          meta: { spec: 'x/ccv/provider/keeper/key_assignment.go ValidatorConsensusKeyInUse' },
          guard: 'consumerIsInactive',
        },
        {
          description: 'The key of the new validator is assigned here, or was: the validator is not created.',
          meta: {
            spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorCreated; key_assignment.go ValidatorConsensusKeyInUse',
          },
          guard: 'createdKeyIsKnown',
          actions: ['abortCreation'],
        },
        {
          description: 'Nobody was assigned the key of the new validator.',
          meta: { spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorCreated' },
        },
      ],
      validatorRemoved: {
        description:
          'A validator has ceased to exist: its assigned key is free at once, whether or not the consumer has heard of it.',
        meta: { spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorRemoved' },
        actions: ['releaseKeyOfRemoved'],
      },
      providerBlocksEnded: {
        description: 'EndBlock forgets the replaced keys that are due; time passes for the others.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockCIS (PruneKeyAssignments)' },
        actions: ['pruneDueKeys'],
      },
      vscMatured: {
        description:
          'The consumer has let go of a validator set: keys that were replaced under its id are forgotten.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go (v5) HandleVSCMaturedPacket (PruneKeyAssignments)' },
        actions: ['pruneMaturedKeys'],
      },
      vscIdAdvanced: {
        description: 'The provider issued a VSC id: the ids that replaced keys wait for are one older.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
        actions: ['growReferencesOlder'],
      },
      phaseChanged: [
        {
          description: 'The consumer launches: from now on replaced keys are kept for a while.',
          meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer' },
          guard: 'launches',
          target: '.launched',
        },
        {
          description: 'The consumer is stopped: keys stay as they are, for evidence.',
          meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval' },
          guard: 'stops',
          target: '.stopped',
        },
        {
          description: 'The consumer is deleted, and with it all that was known of its keys.',
          meta: { spec: 'x/ccv/provider/keeper/key_assignment.go DeleteKeyAssignments' },
          guard: 'isDeleted',
          target: '.deleted',
          actions: ['forgetAll'],
        },
        {
          description: 'The consumer is registered or initialized, or back there after a launch that failed.',
          meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go InitializeConsumer' },
          target: '.unlaunched',
        },
      ],
    },
    states: {
      unlaunched: {
        description:
          'The consumer is registered or initialized: keys may be assigned, no chain knows them yet.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_REGISTERED, CONSUMER_PHASE_INITIALIZED' },
      },
      launched: {
        description: 'The consumer runs with the keys that VSCs tell it of.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED' },
      },
      stopped: {
        description: 'The consumer is no longer served; evidence about it may still come.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_STOPPED' },
      },
      deleted: {
        description: 'Nothing is left of the consumer.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_DELETED' },
      },
    },
  });
}

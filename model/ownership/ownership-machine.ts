/**
 * Who owns one consumer, where the instance says so: an account or the governance of the provider. Whoever signs a request
 * to launch or to remove it, to change its penalties, its reward denominations or its owner, signs it here; what the owner
 * may ask for goes on to what the provider keeps of the consumer, everything else fails and changes nothing.
 *
 * A transaction that asks for several things at once is one that asks for each in turn. How the set is shaped is asked
 * for elsewhere, with the same rule; where it is, the consumer is handed over there too, and this machine is told.
 */
import type { ConsumerInstance } from '../instance.ts';
import { startPhaseOf } from '../lifecycle.ts';
import { isShaped } from '../shaping/shaping-parameters.ts';
import type { ConsumerOwner } from '../vocabulary.ts';
import { ownershipSetup } from './ownership-setup.ts';

const server = 'x/ccv/provider/keeper/msg_server.go';

const updateByStranger = {
  description: 'Refused: whoever signed it does not own the consumer.',
  meta: { spec: `${server} UpdateConsumer (ErrUnauthorized)` },
  guard: 'signerIsNotOwner',
  actions: ['refuseStranger'],
} as const;

const removalByStranger = {
  description: 'Refused: whoever signed it does not own the consumer.',
  meta: { spec: `${server} RemoveConsumer (ErrUnauthorized)` },
  guard: 'signerIsNotOwner',
  actions: ['refuseStranger'],
} as const;

const handOver = [
  updateByStranger,
  {
    description: 'The owner hands the consumer over.',
    meta: { spec: `${server} UpdateConsumer (NewOwnerAddress)` },
    actions: ['changeOwner'],
  },
] as const;

const handedOver = {
  description: 'The owner handed the consumer over in an update of its shaping.',
  meta: { spec: `${server} UpdateConsumer (NewOwnerAddress)` },
  actions: ['followShaping'],
} as const;

const requestLaunch = [
  updateByStranger,
  {
    description: 'The owner sets a spawn time.',
    meta: { spec: `${server} UpdateConsumer (InitializationParameters)` },
    actions: ['scheduleLaunch'],
  },
] as const;

const requestPenalties = [
  updateByStranger,
  {
    description: 'The owner replaces the infraction parameters: before the launch that needs no delay.',
    meta: { spec: `ADR-020; ${server} UpdateConsumer (SetInfractionParameters)` },
    actions: ['setPenalties'],
  },
] as const;

const requestDenoms = [
  updateByStranger,
  {
    description: 'The owner replaces the denominations that are distributed besides the registered ones.',
    meta: { spec: `${server} UpdateConsumer (AllowlistedRewardDenoms)` },
    actions: ['replaceAllowlist'],
  },
] as const;

/** The owner is asked for before the phase. */
const removalRefused = [
  removalByStranger,
  {
    description: 'Refused: only a launched consumer is removed.',
    meta: { spec: `${server} RemoveConsumer (ErrInvalidPhase)` },
    actions: ['refuseInThisPhase'],
  },
] as const;

const startIsFixed = [
  updateByStranger,
  {
    description: 'Refused: the chain is launched, and its initialization parameters are fixed.',
    meta: { spec: `${server} UpdateConsumer (IsConsumerPrelaunched)` },
    actions: ['refuseAfterLaunch'],
  },
] as const;

/** The phase is asked for before the owner. */
const updateIsTooLate = {
  description: 'Refused: the consumer is stopped, or deleted.',
  meta: { spec: `${server} UpdateConsumer (IsConsumerActive)` },
  actions: ['refuseInThisPhase'],
} as const;

export function createOwnershipMachine(consumer: ConsumerInstance, owner: ConsumerOwner) {
  return ownershipSetup.createMachine({
    id: 'ownership',
    description: 'Who owns a consumer, and what its owner may ask for.',
    meta: { spec: `ADR-019; ${server} UpdateConsumer, RemoveConsumer` },
    context: { owner },
    initial: startPhaseOf(consumer),
    on: isShaped(consumer) ? { handedOver } : {},
    states: {
      registered: {
        description: 'The consumer has no spawn time.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_REGISTERED' },
        on: {
          requestLaunch,
          requestPenalties,
          requestRemoval: removalRefused,
          requestDenoms,
          handOver,
          phaseChanged: {
            description: 'The consumer has a spawn time.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go InitializeConsumer' },
            target: 'initialized',
          },
        },
      },
      initialized: {
        description: 'The consumer waits for its spawn time.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_INITIALIZED' },
        on: {
          requestLaunch,
          withdrawLaunch: [
            updateByStranger,
            {
              description: 'The owner takes the spawn time back.',
              meta: { spec: `${server} UpdateConsumer (spawn time zero)` },
              actions: ['unscheduleLaunch'],
            },
          ],
          requestPenalties,
          requestRemoval: removalRefused,
          requestDenoms,
          handOver,
          phaseChanged: [
            {
              description: 'The consumer is launched.',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer' },
              guard: 'isLaunchedNow',
              target: 'launched',
            },
            {
              description:
                'The consumer has no spawn time any more: it was taken back, or the launch failed.',
              meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_REGISTERED' },
              target: 'registered',
            },
          ],
        },
      },
      launched: {
        description: 'The consumer is launched.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED' },
        on: {
          requestLaunch: startIsFixed,
          withdrawLaunch: startIsFixed,
          requestPenalties: [
            updateByStranger,
            {
              description: 'The owner asks for other infraction parameters.',
              meta: { spec: `ADR-020; ${server} UpdateConsumer (InfractionParameters)` },
              actions: ['updatePenalties'],
            },
          ],
          requestRemoval: [
            removalByStranger,
            {
              description: 'The owner removes the consumer.',
              meta: { spec: `${server} RemoveConsumer` },
              actions: ['removeConsumer'],
            },
          ],
          requestDenoms,
          handOver,
          phaseChanged: {
            description: 'The consumer is stopped, for whatever reason.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval' },
            target: 'over',
          },
        },
      },
      over: {
        description: 'The consumer is stopped or deleted: its owner stays, and may ask for nothing.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_STOPPED, CONSUMER_PHASE_DELETED' },
        on: {
          requestLaunch: updateIsTooLate,
          requestPenalties: updateIsTooLate,
          requestDenoms: updateIsTooLate,
          handOver: updateIsTooLate,
          requestRemoval: removalRefused,
          phaseChanged: {
            description: 'The consumer is deleted; who owned it is kept.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain' },
          },
        },
      },
    },
  });
}

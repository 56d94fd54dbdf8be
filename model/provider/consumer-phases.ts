/**
 * The phases of a consumer around the one in which it is served, as parts of the record's machine: before the launch,
 * after the stop, and how one leads to the other.
 */
import { and, not } from 'xstate';

const lifecycle = 'x/ccv/provider/keeper/consumer_lifecycle.go';

/** Nothing is computed for a consumer that is not launched, nor sent to it. */
const notServed = {
  epochEnded: {
    description: 'No VSC is computed for a consumer that is not launched.',
    meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets' },
  },
  sendPendingVscs: {
    description: 'Nothing is sent to a consumer that is not launched.',
    meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPackets' },
  },
} as const;

/** Nor does anybody have a client of it by which to prove anything. */
const unknownToClients = {
  ...notServed,
  confirmAnotherChannel: {
    description: 'The provider has no client of the consumer: refused.',
    meta: { spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (ErrNoConsumerId)' },
    actions: ['noteChannelRefused'],
  },
} as const;

/** `atLaunch`: what else is done where a consumer is launched. */
export const phasesBeforeLaunch = (atLaunch: readonly 'awaitOpening'[]) =>
  ({
    registered: {
      description: 'The consumer is known by its id; it has no spawn time.',
      meta: { spec: 'ADR-019; x/ccv/provider/types CONSUMER_PHASE_REGISTERED' },
      on: {
        ...unknownToClients,
        scheduleLaunch: {
          description: 'The owner sets a spawn time.',
          meta: {
            spec: `x/ccv/provider/keeper/msg_server.go UpdateConsumer; ${lifecycle} InitializeConsumer`,
          },
          target: 'initialized',
          actions: ['queueLaunch', 'announceInitialized'],
        },
      },
    },
    initialized: {
      description: 'The consumer has a spawn time and waits for it.',
      meta: { spec: 'ADR-019; x/ccv/provider/types CONSUMER_PHASE_INITIALIZED' },
      on: {
        ...unknownToClients,
        scheduleLaunch: {
          description:
            'The owner sets another spawn time, which fails if the consumer is not queued for the present one.',
          meta: {
            spec: `x/ccv/provider/keeper/msg_server.go UpdateConsumer; ${lifecycle} PrepareConsumerForLaunch`,
          },
          actions: ['moveLaunch'],
        },
        unscheduleLaunch: {
          description:
            'The owner takes the spawn time back, which fails if the consumer is not queued for it.',
          meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (spawn time zero)' },
          actions: ['cancelLaunch'],
        },
        launchCancelled: {
          description: 'The consumer has no spawn time any more.',
          meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (CONSUMER_PHASE_REGISTERED)' },
          target: 'registered',
          actions: ['announceRegistered'],
        },
        launchMoment: [
          {
            description:
              'The spawn time has come, and the set that the consumer is to start with has an active validator: the genesis is made, light clients are created.',
            meta: { spec: `${lifecycle} LaunchConsumer, MakeConsumerGenesis, CreateConsumerClient` },
            guard: and([not('launchSetIsEmpty'), not('launchSetIsInactive')]),
            target: 'launched',
            actions: [
              'storeLaunchSet',
              'announceStoredSet',
              'noteLaunched',
              'createClients',
              'makeGenesis',
              ...atLaunch,
              'announceLaunched',
            ],
          },
          {
            description:
              'Nobody would validate the consumer, or nobody who validates the provider: it has no spawn time any more, and its owner may try again.',
            meta: { spec: `${lifecycle} BeginBlockLaunchConsumers (reset of spawn time and phase)` },
            guard: 'failedLaunchIsReset',
            target: 'registered',
            actions: ['noteLaunchFailed', 'announceRegistered'],
          },
          {
            description:
              'Where a failed launch is not reset, the consumer stays as it is, although it is in no queue any more.',
            meta: { spec: 'cosmos/interchain-security#2271' },
            actions: ['noteLaunchFailed'],
          },
        ],
      },
    },
  }) as const;

/** How a launched consumer ends. */
export interface Ending {
  /** Its state is deleted an unbonding period after the stop (v6+), or at once (SC-30). */
  readonly delayed: boolean;
  /** The provider's time queues are there, so that it can be deleted in the course of a run. */
  readonly hasLifecycle: boolean;
  /** Unbondings wait for it (v1-v5), and must not do so any more. */
  readonly pausesUnbondings?: boolean;
  /** Packets of it may wait in the slash queue (v1-v3), and are not to be handled any more. */
  readonly hasSlashQueue?: boolean;
}

const removalDue = {
  removalMoment: {
    description: 'An unbonding period has passed: the state of the consumer is deleted, its channel closed.',
    meta: { spec: `${lifecycle} BeginBlockRemoveConsumers, DeleteConsumerChain` },
    target: 'deleted',
    actions: ['deleteState', 'disownChannel', 'noteDeleted', 'announceDeleted'],
  },
} as const;

const stopped = (hasLifecycle: boolean) =>
  ({
    stopped: {
      description:
        'The consumer is no longer served; its state waits to be deleted. The chain itself is told nothing, and its channel stays.',
      meta: { spec: `${lifecycle} StopAndPrepareForConsumerRemoval` },
      on: {
        ...notServed,
        vscTimedOut: {
          description:
            'A further VSC timed out: the consumer is stopped already, and queued for removal once more.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go OnTimeoutPacket' },
          actions: ['queueRemoval'],
        },
        vscRefused: {
          description:
            'The consumer answered a VSC with an error: it is stopped already, and queued once more.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go OnAcknowledgementPacket' },
          actions: ['queueRemoval'],
        },
        ...(hasLifecycle ? removalDue : {}),
      },
    },
  }) as const;

const deleted = {
  deleted: {
    description: 'Nothing is kept of the consumer but its id; it is never launched again.',
    meta: { spec: `ADR-019; ${lifecycle} DeleteConsumerChain` },
    on: {
      ...unknownToClients,
      removalMoment: {
        description: 'It was queued for removal more than once: only a stopped consumer can be deleted.',
        meta: { spec: `${lifecycle} DeleteConsumerChain (not stopped)` },
      },
      vscTimedOut: {
        description:
          'The channel belongs to nobody: the transaction fails. (That the channel forgets its packets all the same changes nothing: they could never arrive.)',
        meta: { spec: 'x/ccv/provider/keeper/relay.go OnTimeoutPacket (unknown channel)' },
      },
      vscRefused: {
        description: 'The channel belongs to nobody: the transaction fails.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go OnAcknowledgementPacket (unknown channel)' },
      },
    },
  },
} as const;

/** Without its life cycle a consumer ends in the one phase that its features lead to. */
export function phasesAfterLaunch({ delayed, hasLifecycle }: Ending) {
  return {
    ...(delayed || hasLifecycle ? stopped(hasLifecycle) : {}),
    ...(delayed && !hasLifecycle ? {} : deleted),
  };
}

type StopNote =
  | 'noteStoppedBySendFailure'
  | 'noteStoppedByTimeout'
  | 'noteStoppedByErrorAck'
  | 'noteStoppedByDeadline'
  | 'noteStoppedByInitTimeout'
  | 'noteRemovedByOwner';

/** Transitions that stop a launched consumer. */
export function stoppingFor({
  delayed,
  hasLifecycle,
  pausesUnbondings = false,
  hasSlashQueue = false,
}: Ending) {
  const releasing = [
    ...(pausesUnbondings ? (['closeUnbondingFile', 'releaseAll', 'stopWaiting'] as const) : []),
    ...(hasSlashQueue ? (['dropThrottledPackets'] as const) : []),
  ] as const;
  return <Reason extends StopNote>(description: string, spec: string, reason: Reason) => {
    const later = {
      description,
      meta: { spec },
      guard: 'removalIsDelayed',
      target: 'stopped',
      actions: [reason, 'queueRemoval', 'announceStopped'],
    } as const;
    const atOnce = {
      description: `${description} Its state is deleted in the same block.`,
      meta: { spec: 'v5 x/ccv/provider/keeper/proposal.go StopConsumerChain; ICS-28 CCV-PCF-STCC' },
      target: 'deleted',
      actions: [reason, 'deleteState', ...releasing, 'disownChannel', 'noteDeleted', 'announceDeleted'],
    } as const;
    return [...(delayed || hasLifecycle ? [later] : []), ...(delayed && !hasLifecycle ? [] : [atOnce])];
  };
}

/** The provider's application has a say in two steps of the handshake. `atOpening`: what else is done when it is over. */
export const channelOpening = (atOpening: readonly 'awaitOpeningNoMore'[]) =>
  ({
    channelTried: [
      {
        description: 'The consumer has no channel yet: the provider takes part in opening one.',
        meta: { spec: 'CCV-PCF-COTRY; x/ccv/provider/keeper/keeper.go VerifyConsumerChain' },
        guard: 'mayOpenChannel',
        actions: ['acceptOpening'],
      },
      {
        description: 'The consumer has a channel, or its client is none of a consumer: refused.',
        meta: { spec: 'CCV-PCF-COTRY; x/ccv/provider/keeper/keeper.go VerifyConsumerChain (error)' },
        actions: ['noteChannelRefused'],
      },
    ],
    channelConfirmed: [
      {
        description:
          'The channel becomes the CCV channel of the consumer, and the present height the one of its initial set.',
        meta: { spec: 'CCV-PCF-COCONFIRM; x/ccv/provider/keeper/keeper.go SetConsumerChain' },
        guard: 'mayOpenChannel',
        actions: ['keepChannel', 'acceptOpening', 'noteChannelAccepted', 'fixInitialHeight', ...atOpening],
      },
      {
        description: 'Another channel was confirmed before, or the client is none of a consumer: refused.',
        meta: { spec: 'CCV-PCF-COCONFIRM; x/ccv/provider/keeper/keeper.go SetConsumerChain (error)' },
        actions: ['noteChannelRefused'],
      },
    ],
  }) as const;

/** Only where somebody may try to open further channels. */
export const furtherChannels = (atOpening: readonly 'awaitOpeningNoMore'[]) =>
  ({
    confirmAnotherChannel: [
      {
        description: 'The channel is one over a client of some other chain: refused.',
        meta: { spec: 'x/ccv/provider/keeper/keeper.go VerifyConsumerChain (ErrInvalidConsumerClient)' },
        guard: 'clientIsForeign',
        actions: ['noteChannelRefused'],
      },
      {
        description: 'The consumer has a CCV channel already: refused.',
        meta: { spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (ErrDuplicateChannel)' },
        guard: 'isSecondChannel',
        actions: ['noteChannelRefused'],
      },
      {
        description: 'The channel takes the place of the CCV channel of the consumer.',
        meta: { spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain' },
        actions: ['keepChannel', 'noteChannelAccepted', 'fixInitialHeight', ...atOpening],
      },
    ],
  }) as const;

/**
 * Guards and actions of the provider's record of a consumer that are about its life cycle and the opening of its channel.
 * What they are for is said in `consumer-lifecycle-descriptions.ts`.
 */
import { assertEvent } from 'xstate';
import { castDraft, produce } from 'immer';
import { remark, sendMessage } from '../send-message.ts';
import type {
  ConsumerPhase,
  ConsumerRecordChoice,
  ConsumerRecordContext,
  ModelNote,
  ToConsumerRecord,
} from '../vocabulary.ts';
import { consumerRecordTypes } from './consumer-record-types.ts';
import type { NextValidatorSet } from './next-validator-set.ts';
import { keyedPowers } from './validator-set-diff.ts';

interface LifecycleParameters {
  readonly nextSet: NextValidatorSet;
  readonly delayedRemoval: boolean;
  readonly isManaged: boolean;
}

interface GuardArguments {
  readonly context: ConsumerRecordContext;
  readonly event: ConsumerRecordChoice | ToConsumerRecord;
}

type StopReason = Extract<ModelNote, { readonly type: 'consumerStopped' }>['reason'];

const announce = (phase: ConsumerPhase) =>
  consumerRecordTypes.emit(sendMessage('phase-listeners', { type: 'phaseChanged', phase }));

const noteStopped = (reason: StopReason) =>
  consumerRecordTypes.emit(remark({ type: 'consumerStopped', reason }));

export function lifecycleGuards({ nextSet, delayedRemoval }: LifecycleParameters) {
  return {
    launchSetIsEmpty: ({ event }: GuardArguments) =>
      event.type === 'launchMoment' && nextSet(event.bonded).length === 0,
    launchSetIsInactive: ({ event }: GuardArguments) =>
      event.type === 'launchMoment' &&
      !nextSet(event.bonded).some(({ validator }) => event.active.includes(validator)),
    failedLaunchIsReset: () => true,
    removalIsDelayed: () => delayedRemoval,
    clientIsForeign: ({ event }: GuardArguments) =>
      event.type === 'confirmAnotherChannel' && event.client === 'foreign',
    isSecondChannel: ({ context }: GuardArguments) => context.hasChannel,
    mayOpenChannel: ({ context }: GuardArguments) => !context.hasChannel,
  };
}

export function lifecycleActions({ nextSet, isManaged }: LifecycleParameters) {
  return {
    // Before the launch
    queueLaunch: consumerRecordTypes.emit(({ context: { consumer }, event }) => {
      assertEvent(event, 'scheduleLaunch');
      return sendMessage('lifecycle-queues', { type: 'queueLaunch', consumer, seconds: event.seconds });
    }),
    moveLaunch: consumerRecordTypes.emit(({ context: { consumer }, event }) => {
      assertEvent(event, 'scheduleLaunch');
      return sendMessage('lifecycle-queues', { type: 'moveLaunch', consumer, seconds: event.seconds });
    }),
    cancelLaunch: consumerRecordTypes.emit(({ context: { consumer } }) =>
      sendMessage('lifecycle-queues', { type: 'cancelLaunch', consumer }),
    ),

    // The launch
    storeLaunchSet: consumerRecordTypes.assign(({ context, event }) => {
      assertEvent(event, 'launchMoment');
      return produce(context, (draft) => {
        draft.stored = castDraft(nextSet(event.bonded));
      });
    }),
    noteLaunched: consumerRecordTypes.emit(({ event }) => {
      assertEvent(event, 'launchMoment');
      return remark({ type: 'consumerLaunched', set: keyedPowers(nextSet(event.bonded)) });
    }),
    noteLaunchFailed: consumerRecordTypes.emit(remark({ type: 'launchFailed' })),
    createClients: consumerRecordTypes.emit(sendMessage('channel', { type: 'clientsCreated' })),
    makeGenesis: consumerRecordTypes.emit(({ event }) => {
      assertEvent(event, 'launchMoment');
      return sendMessage('consumer', { type: 'genesisMade', set: keyedPowers(nextSet(event.bonded)) });
    }),

    // The stop
    noteStoppedBySendFailure: noteStopped('sendFailed'),
    noteStoppedByTimeout: noteStopped('vscTimeout'),
    noteStoppedByErrorAck: noteStopped('vscErrorAck'),
    noteStoppedByDeadline: noteStopped('answerOverdue'),
    noteStoppedByInitTimeout: noteStopped('openingOverdue'),
    noteRemovedByOwner: noteStopped('removedByOwner'),
    queueRemoval: consumerRecordTypes.enqueueActions(({ context: { consumer }, enqueue }) => {
      if (isManaged) enqueue.emit(sendMessage('lifecycle-queues', { type: 'queueRemoval', consumer }));
    }),

    // The deletion
    deleteState: consumerRecordTypes.assign(({ context }) =>
      produce(context, (draft) => {
        draft.hasChannel = false;
        draft.stored = [];
        draft.pending = [];
        draft.slashAcks = [];
      }),
    ),
    disownChannel: consumerRecordTypes.emit(sendMessage('channel', { type: 'consumerDeleted' })),
    noteDeleted: consumerRecordTypes.emit(remark({ type: 'consumerDeleted' })),

    // What others are told
    announceRegistered: announce('registered'),
    announceInitialized: announce('initialized'),
    announceLaunched: announce('launched'),
    announceStopped: announce('stopped'),
    announceDeleted: announce('deleted'),

    // The channel
    acceptOpening: consumerRecordTypes.emit(sendMessage('channel', { type: 'openingAccepted' })),
    keepChannel: consumerRecordTypes.assign(({ context }) =>
      produce(context, (draft) => {
        draft.hasChannel = true;
      }),
    ),
    fixInitialHeight: consumerRecordTypes.emit(({ context: { consumer } }) =>
      sendMessage('provider', { type: 'channelOpened', consumer }),
    ),
    noteChannelAccepted: consumerRecordTypes.emit(remark({ type: 'channelAccepted' })),
    noteChannelRefused: consumerRecordTypes.emit(remark({ type: 'channelRefused' })),
  };
}

/**
 * Guards and actions of the provider's time queues, by name. What they are for is said in
 * `lifecycle-queues-descriptions.ts`.
 */
import { assertEvent, setup } from 'xstate';
import { castDraft, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { Instance } from '../instance.ts';
import { replyToRecord, sendLaunchMoment } from '../send-message.ts';
import type { ConsumerId, LifecycleQueuesContext, TimeQueueEntry, ToLifecycleQueues } from '../vocabulary.ts';

/** The types of the machine alone. */
const lifecycleQueuesTypes = setup({
  types: {
    context: {} as LifecycleQueuesContext,
    events: {} as ToLifecycleQueues,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

type TimeQueue = readonly TimeQueueEntry[];

/** Those of a queue whose time has come and that fit into one block, and those that stay. */
type Consume = (queue: TimeQueue, limit: number) => readonly [due: TimeQueue, rest: TimeQueue];

/** Spec: x/ccv/provider/keeper/consumer_lifecycle.go ConsumeIdsFromTimeQueue. */
export const consume: Consume = (queue, limit) => {
  const due = queue.filter(({ dueIn }) => dueIn === 0).slice(0, limit);
  return [due, queue.slice(due.length)];
};

/**
 * Time passes for both queues; what is due and fits into the block leaves them and is told so: launches before removals,
 * each in the order of the queue.
 */
export function handleQueues({ lifecycleQueueLimit: limit }: Instance['provider'], take: Consume) {
  return lifecycleQueuesTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'handleTimeQueues');
    const { seconds, bonded, active } = event;
    const [launching, launches] = take(after(context.launches, seconds), limit);
    const [removing, removals] = take(after(context.removals, seconds), limit);
    enqueue.assign(withQueues(context, { launches, removals }));
    for (const { consumer } of launching) enqueue.emit(sendLaunchMoment(consumer, { bonded, active }));
    for (const { consumer } of removing) enqueue.emit(replyToRecord(consumer, { type: 'removalMoment' }));
  });
}

/** XState's `setup` with everything that the machine's configuration names. */
export function lifecycleQueuesSetup({ provider }: Instance) {
  return lifecycleQueuesTypes.extend({
    guards: {
      launchIsQueued: ({ context, event }) => {
        assertEvent(event, ['moveLaunch', 'cancelLaunch']);
        return context.launches.some(({ consumer }) => consumer === event.consumer);
      },
    },
    actions: {
      handleQueues: handleQueues(provider, consume),
      addLaunch: lifecycleQueuesTypes.assign(({ context, event }) => {
        assertEvent(event, ['queueLaunch', 'moveLaunch']);
        return withQueues(context, { launches: joined(context.launches, event.consumer, event.seconds) });
      }),
      takeOutLaunch: lifecycleQueuesTypes.assign(({ context, event }) => {
        assertEvent(event, ['moveLaunch', 'cancelLaunch']);
        return withQueues(context, {
          launches: context.launches.filter(({ consumer }) => consumer !== event.consumer),
        });
      }),
      answerCancelled: lifecycleQueuesTypes.emit(({ event }) => {
        assertEvent(event, 'cancelLaunch');
        return replyToRecord(event.consumer, { type: 'launchCancelled' });
      }),
      addRemoval: lifecycleQueuesTypes.assign(({ context, event }) => {
        assertEvent(event, 'queueRemoval');
        return withQueues(context, {
          removals: joined(context.removals, event.consumer, provider.unbondingSeconds),
        });
      }),
    },
  });
}

function withQueues(
  context: LifecycleQueuesContext,
  changed: Partial<LifecycleQueuesContext>,
): LifecycleQueuesContext {
  return produce(context, (draft) => {
    if (changed.launches !== undefined) draft.launches = castDraft(changed.launches);
    if (changed.removals !== undefined) draft.removals = castDraft(changed.removals);
  });
}

/** The queue after `seconds`; what was due already stays where it is. */
function after(queue: TimeQueue, seconds: number): TimeQueue {
  return queue.map(({ consumer, dueIn }) => ({ consumer, dueIn: Math.max(0, dueIn - seconds) }));
}

/** The queue with the consumer behind all those whose time comes no later. */
function joined(queue: TimeQueue, consumer: ConsumerId, dueIn: number): TimeQueue {
  const later = queue.findIndex((entry) => entry.dueIn > dueIn);
  return queue.toSpliced(later === -1 ? queue.length : later, 0, { consumer, dueIn });
}

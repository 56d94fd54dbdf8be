/**
 * The time queues of the provider's module: consumers that are to be launched, and consumers whose state is to be
 * deleted, each at its time. A block handles a limited number of each; who is due beyond that waits for the next block.
 *
 * The real queues are keyed by time. Here an entry says how much time is left, and entries of one time are in the order
 * of joining; entries that are overdue keep their order, earliest first, so nothing is lost by counting no further than 0.
 */
import type { Instance } from '../instance.ts';
import type { TimeQueueEntry } from '../vocabulary.ts';
import { lifecycleQueuesSetup } from './lifecycle-queues-setup.ts';

export function createLifecycleQueuesMachine(instance: Instance) {
  return lifecycleQueuesSetup(instance).createMachine({
    id: 'lifecycle-queues',
    description: "The provider's time queues of consumers to launch and to remove.",
    meta: { spec: 'ADR-019; x/ccv/provider/keeper/consumer_lifecycle.go' },
    context: { launches: queuedAtStart(instance), removals: [] },
    initial: 'queueing',
    states: {
      queueing: {
        description: 'Consumers join and leave the queues.',
        meta: { spec: 'x/ccv/provider/types/keys.go SpawnTimeToConsumerIds, RemovalTimeToConsumerIds' },
        on: {
          handleTimeQueues: {
            description:
              'A block begins: consumers whose time has come are launched, then removed, up to the limit; the surplus waits.',
            meta: {
              spec: 'x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers, BeginBlockRemoveConsumers',
            },
            actions: ['handleQueues'],
          },
          queueLaunch: {
            description: 'A registered consumer gets a spawn time.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go PrepareConsumerForLaunch' },
            actions: ['addLaunch'],
          },
          moveLaunch: [
            {
              description: 'An initialized consumer gets another spawn time.',
              meta: {
                spec: 'x/ccv/provider/keeper/consumer_lifecycle.go PrepareConsumerForLaunch, RemoveConsumerToBeLaunched',
              },
              guard: 'launchIsQueued',
              actions: ['takeOutLaunch', 'addLaunch'],
            },
            {
              description: 'It is not in the queue: the transaction fails.',
              meta: {
                spec: 'x/ccv/provider/keeper/consumer_lifecycle.go RemoveConsumerToBeLaunched (error)',
              },
            },
          ],
          cancelLaunch: [
            {
              description: 'The spawn time of an initialized consumer is taken back.',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go RemoveConsumerToBeLaunched' },
              guard: 'launchIsQueued',
              actions: ['takeOutLaunch', 'answerCancelled'],
            },
            {
              description: 'It is not in the queue: the transaction fails.',
              meta: {
                spec: 'x/ccv/provider/keeper/consumer_lifecycle.go RemoveConsumerToBeLaunched (error)',
              },
            },
          ],
          queueRemoval: {
            description:
              'A stopped consumer is to be deleted an unbonding period from now; one that was stopped before is queued once more.',
            meta: {
              spec: 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval, AppendConsumerToBeRemoved',
            },
            actions: ['addRemoval'],
          },
        },
      },
    },
  });
}

/** Consumers that are initialized at the start, those that are due first in front. */
function queuedAtStart({ consumers }: Instance): readonly TimeQueueEntry[] {
  return consumers
    .flatMap(({ id, lifecycle }) =>
      lifecycle?.start === 'initialized' ? [{ consumer: id, dueIn: lifecycle.spawnSeconds[0] ?? 0 }] : [],
    )
    .sort((a, b) => a.dueIn - b.dueIn);
}

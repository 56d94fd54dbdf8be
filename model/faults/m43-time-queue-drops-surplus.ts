import { consume, handleQueues } from '../provider/lifecycle-queues-setup.ts';
import type { Fault } from './fault.ts';

export const m43: Fault = {
  id: 'M43',
  name: 'time-queue-drops-surplus',
  kind: 'mutant',
  description: 'Consumers that are due, but find no room in the block, are forgotten.',
  source: ['x/ccv/provider/keeper/consumer_lifecycle.go ConsumeIdsFromTimeQueue'],
  machine: 'lifecycle-queues',
  overrides: ({ provider }) => ({
    actions: {
      handleQueues: handleQueues(provider, (queue, limit) => {
        const [due, rest] = consume(queue, limit);
        return [due, rest.filter(({ dueIn }) => dueIn > 0)];
      }),
    },
  }),
  preset: 'lifecycle',
  caughtBy: ['launch-at-spawn-time'],
};

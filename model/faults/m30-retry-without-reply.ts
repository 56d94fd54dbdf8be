import type { ConsumerContext } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

export const m30: Fault = {
  id: 'M30',
  name: 'retry-without-reply',
  kind: 'mutant',
  description: 'The consumer sends a report again after the retry delay although the reply has not come yet.',
  source: ['ADR-008', 'x/ccv/consumer/keeper/throttle_retry.go PacketSendingPermitted'],
  machine: 'consumer',
  overrides: () => ({
    guards: {
      sendingIsPermitted: ({ context: { slashRecord } }: { context: ConsumerContext }) =>
        slashRecord === null || slashRecord.retryIn < 0,
    },
  }),
  caughtBy: ['slash-queue-blocking', 'retry-after-delay'],
};

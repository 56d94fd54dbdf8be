import type { ConsumerContext } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

export const m48: Fault = {
  id: 'M48',
  name: 'retry-at-the-delay',
  kind: 'control',
  description:
    'A bounced report is sent again as soon as the retry delay has passed, where the code waits until more has passed. No property forbids it.',
  source: ['x/ccv/consumer/keeper/throttle_retry.go PacketSendingPermitted (strictly after)'],
  machine: 'consumer',
  overrides: () => ({
    guards: {
      sendingIsPermitted: ({ context: { slashRecord } }: { context: ConsumerContext }) =>
        slashRecord === null || (!slashRecord.waiting && slashRecord.retryIn <= 0),
    },
  }),
  caughtBy: [],
};

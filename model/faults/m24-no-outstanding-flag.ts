import { reportDowntime } from '../consumer/consumer-setup.ts';
import type { Fault } from './fault.ts';

export const m24: Fault = {
  id: 'M24',
  name: 'no-outstanding-flag',
  kind: 'mutant',
  description: 'The consumer sets no outstanding flag, so one downtime is reported again and again.',
  source: ['x/ccv/consumer/keeper/relay.go QueueSlashPacket (SetOutstandingDowntime)'],
  machine: 'consumer',
  overrides: (_instance, consumer) => {
    if (consumer === undefined) throw new Error('expected the consumer, received none');
    return { actions: { reportDowntime: reportDowntime(consumer.downtimeBlocks, { flagging: false }) } };
  },
  caughtBy: ['one-outstanding-report-per-key', 'outstanding-cleared-by-ack'],
};

import { castDraft, produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import { detectDowntime } from '../consumer/missed-blocks.ts';
import { remark } from '../send-message.ts';
import type { ConsumerKey } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

/** Enough to show the fault; without a limit the queue of a validator that stays down would grow for ever. */
const mostReportsOfOneKey = 2;

export const m24: Fault = {
  id: 'M24',
  name: 'no-outstanding-flag',
  kind: 'mutant',
  description:
    'The consumer sets no outstanding flag, so one downtime is reported again while the first report waits.',
  source: ['x/ccv/consumer/keeper/relay.go QueueSlashPacket (SetOutstandingDowntime)'],
  machine: 'consumer',
  overrides: (_instance, consumer) => {
    if (consumer === undefined) throw new Error('expected the consumer, received none');
    return {
      actions: {
        reportDowntime: consumerTypes.enqueueActions(({ context, enqueue }) => {
          const { reports, missed } = detectDowntime(context, consumer.downtimeBlocks);
          const waiting = (key: ConsumerKey) => context.queue.filter((report) => report.key === key).length;
          const queued = reports.filter(({ key }) => waiting(key) < mostReportsOfOneKey);
          enqueue.assign(
            produce(context, (draft) => {
              draft.missed = castDraft(missed);
              draft.queue = castDraft([...context.queue, ...queued]);
            }),
          );
          for (const report of queued) enqueue.emit(remark({ type: 'reportQueued', report }));
        }),
      },
    };
  },
  caughtBy: ['one-outstanding-report-per-key', 'outstanding-flag-follows-reports'],
};

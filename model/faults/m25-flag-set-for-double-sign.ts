import { assertEvent } from 'xstate';
import { produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import { powerOf } from '../consumer/validator-updates.ts';
import { remark } from '../send-message.ts';
import type { DowntimeReport } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

export const m25: Fault = {
  id: 'M25',
  name: 'flag-set-for-double-sign',
  kind: 'mutant',
  description:
    'A double-sign report sets the outstanding-downtime flag too, which no acknowledgement ever clears, so that downtime goes unreported.',
  source: ['cosmos/interchain-security#1742', 'x/ccv/consumer/keeper/relay.go QueueSlashPacket'],
  machine: 'consumer',
  overrides: () => ({
    actions: {
      queueDoubleSignReport: consumerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'equivocate');
        const { key } = event;
        if (context.outstanding.includes(key)) return;
        const report: DowntimeReport = {
          key,
          power: powerOf(context.signers, key),
          vsc: context.vscOfHeight.previous,
          infraction: 'doubleSign',
        };
        enqueue.assign(
          produce(context, (draft) => {
            draft.queue.push(report);
            draft.outstanding = [...context.outstanding, key].sort();
          }),
        );
        enqueue.emit(remark({ type: 'doubleSignReportQueued', report }));
      }),
    },
  }),
  preset: 'equivocation',
  caughtBy: ['outstanding-flag-follows-reports'],
};

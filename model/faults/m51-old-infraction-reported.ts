import { assertEvent } from 'xstate';
import { produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import { remark } from '../send-message.ts';
import type { DowntimeReport } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

export const m51: Fault = {
  id: 'M51',
  name: 'old-infraction-reported',
  kind: 'mutant',
  description:
    'A chain that has changed over reports what its own validators did before to the provider, instead of leaving it to its own staking.',
  source: [
    'ADR-010',
    'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (IsPrevStandaloneChain)',
  ],
  machine: 'consumer',
  overrides: () => ({
    actions: {
      leaveInfractionToOwnStaking: consumerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'oldInfractionFound');
        const { key, power } = event;
        // A height that the consumer knows nothing of reads as the id of the genesis set.
        const report: DowntimeReport = { key, power, vsc: 'genesis', infraction: 'doubleSign' };
        enqueue.assign(
          produce(context, (draft) => {
            draft.queue.push(report);
          }),
        );
        enqueue.emit(remark({ type: 'doubleSignReportQueued', report }));
      }),
    },
  }),
  preset: 'changeover',
  caughtBy: ['relaunch-safe-at-home'],
};

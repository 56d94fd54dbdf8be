import { assertEvent } from 'xstate';
import { penaltiesTypes } from '../penalties/penalties-setup.ts';
import { remark } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const t30: Fault = {
  id: 'T30',
  name: 'penalties-change-at-once',
  kind: 'mutant',
  description: 'New infraction parameters of a launched consumer are in force at once.',
  source: ['ADR-020', 'x/ccv/provider/keeper/infraction_parameters.go UpdateQueuedInfractionParams'],
  machine: 'penalties',
  overrides: () => ({
    actions: {
      queueChange: penaltiesTypes.enqueueActions(({ event, enqueue }) => {
        assertEvent(event, 'updateInfractionParameters');
        const { choice } = event;
        enqueue.assign({ inForce: choice, queued: null });
        enqueue.emit(remark({ type: 'penaltiesChanged', choice }));
      }),
    },
  }),
  preset: 'equivocation',
  caughtBy: ['infraction-params-delayed'],
};

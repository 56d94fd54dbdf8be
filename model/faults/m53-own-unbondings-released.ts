import { remark, sendMessage } from '../send-message.ts';
import { standaloneTypes } from '../changeover/standalone-setup.ts';
import type { Fault } from './fault.ts';

export const m53: Fault = {
  id: 'M53',
  name: 'own-unbondings-released',
  kind: 'mutant',
  description:
    'With the changeover all stake that unbonds on the chain itself is paid out at once, out of reach for what comes to light later.',
  source: ['ADR-010 (the old staking stays for slashing)'],
  machine: 'standalone',
  overrides: () => ({
    actions: {
      startConsumer: standaloneTypes.enqueueActions(({ context, enqueue }) => {
        for (const { key } of context.unbonding) enqueue.emit(remark({ type: 'ownUnbondingCompleted', key }));
        enqueue.assign({ ...context, unbonding: [] });
        enqueue.emit(sendMessage('consumer', { type: 'genesisMade', set: context.set }));
      }),
    },
  }),
  preset: 'changeover',
  caughtBy: ['relaunch-safe-at-home'],
};

import { chosenTransfer, coinOf, transfersTypes } from '../rewards/transfers-setup.ts';
import { sendRewardMessage } from '../rewards/send-reward-message.ts';
import type { Fault } from './fault.ts';

export const t09: Fault = {
  id: 'T09',
  name: 'timeout-callback-reentered',
  kind: 'historical',
  description:
    'The timeout of a reward transfer is processed again before its commitment is deleted: the coins are refunded twice.',
  source: ['ASA-2024-007', 'GHSA-j496-crgh-34mx'],
  machine: 'transfers',
  overrides: () => ({
    actions: {
      refundTransfer: transfersTypes.enqueueActions(({ context, event, enqueue }) => {
        const coin = coinOf(chosenTransfer(context, event));
        const refund = sendRewardMessage('rewards', { type: 'transferRefunded', ...coin });
        enqueue.emit(refund);
        enqueue.emit(refund);
      }),
    },
  }),
  preset: 'rewards',
  caughtBy: ['reward-token-conservation'],
};

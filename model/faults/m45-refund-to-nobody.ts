import { transfersTypes } from '../rewards/transfers-setup.ts';
import type { Fault } from './fault.ts';

export const m45: Fault = {
  id: 'M45',
  name: 'refund-to-nobody',
  kind: 'mutant',
  description: 'The coins of a reward transfer that timed out are given back to nobody.',
  source: ['ICS-20 refundTokens', 'Go TestSendRewardsRetries'],
  machine: 'transfers',
  overrides: () => ({
    actions: { refundTransfer: transfersTypes.enqueueActions(() => undefined) },
  }),
  preset: 'rewards',
  caughtBy: ['reward-token-conservation'],
};

import { consumerRewardsTypes } from '../rewards/consumer-rewards-setup.ts';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const t03: Fault = {
  id: 'T03',
  name: 'reward-transfer-error-halts-consumer',
  kind: 'historical',
  description:
    'A reward transfer that cannot be sent is an error of the EndBlock, instead of something to be tried again: the consumer stops.',
  source: ['cosmos/interchain-security#638', 'cosmos/interchain-security#1244'],
  machine: 'consumer-rewards',
  overrides: () => ({
    actions: {
      takeBack: consumerRewardsTypes.emit(
        sendMessage('consumer', { type: 'endBlockFailed', reason: 'rewards cannot be transferred' }),
      ),
    },
  }),
  preset: 'rewards',
  caughtBy: ['consumer-never-halts'],
};

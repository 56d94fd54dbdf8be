import { emit } from 'xstate';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const f25: Fault = {
  id: 'F25',
  name: 'send-error-halts-provider',
  kind: 'historical',
  description: 'A VSC that cannot be sent because the channel is closed aborts the EndBlock.',
  source: [
    'cosmos/interchain-security#649',
    'cosmos/interchain-security#731',
    'cosmos/interchain-security#876',
  ],
  machine: 'channel',
  overrides: () => ({
    actions: {
      answerChannelClosed: emit(
        sendMessage('provider', { type: 'blockAborted', reason: 'the channel of a consumer is closed' }),
      ),
    },
  }),
  caughtBy: ['provider-never-halts'],
};

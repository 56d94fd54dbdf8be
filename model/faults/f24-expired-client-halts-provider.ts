import { emit } from 'xstate';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const f24: Fault = {
  id: 'F24',
  name: 'expired-client-halts-provider',
  kind: 'historical',
  description:
    'A VSC that cannot be sent because the client of the consumer has expired aborts the EndBlock.',
  source: [
    'cosmos/interchain-security#435',
    'cosmos/interchain-security#448',
    'cosmos/interchain-security#452',
    'cosmos/interchain-security#507',
  ],
  machine: 'channel',
  overrides: () => ({
    actions: {
      answerClientExpired: emit(
        sendMessage('provider', { type: 'blockAborted', reason: 'the client of a consumer has expired' }),
      ),
    },
  }),
  caughtBy: ['provider-never-halts'],
};

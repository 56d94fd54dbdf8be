import { emit } from 'xstate';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const t01: Fault = {
  id: 'T01',
  name: 'bad-proposal-halts-begin-block',
  kind: 'historical',
  description: 'A launch that fails aborts the BeginBlock of the provider instead of being dropped.',
  source: ['cosmos/interchain-security#602'],
  machine: 'consumer-record',
  overrides: () => ({
    actions: {
      noteLaunchFailed: emit(
        sendMessage('provider', { type: 'blockAborted', reason: 'a consumer could not be launched' }),
      ),
    },
  }),
  preset: 'lifecycle',
  caughtBy: ['provider-never-halts'],
};

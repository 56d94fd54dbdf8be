import { assertEvent, setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { assignedKey, validatorBehind } from '../keys/key-assignment.ts';
import { sendMessage } from '../send-message.ts';
import type { KeysContext, ToKeys } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

/** The validator behind the key, if it uses the key still; else whoever has it on the provider, that is, nobody. */
function presentUser(context: KeysContext, key: string): string {
  const owner = validatorBehind(context, key);
  return assignedKey(context, owner) === key ? owner : key;
}

const nameValidator = setup({
  types: { context: {} as KeysContext, events: {} as ToKeys, emitted: {} as Emitted },
}).emit(({ context, event }) => {
  assertEvent(event, ['slashPacketReceived', 'evidenceSubmitted']);
  const validator =
    event.type === 'evidenceSubmitted'
      ? presentUser(context, event.key)
      : validatorBehind(context, event.key);
  return sendMessage('next-inbox', { ...event, validator });
});

export const f39: Fault = {
  id: 'F39',
  name: 'evidence-checked-against-latest-key',
  kind: 'historical',
  description:
    'Evidence counts only against the key that the validator has now: by asking for another one it escapes.',
  source: ['cosmos/interchain-security#1254', 'cosmos/interchain-security#1261'],
  machine: 'keys',
  overrides: () => ({ actions: { nameValidator } }),
  preset: 'whole',
  caughtBy: ['equivocation-punished'],
};

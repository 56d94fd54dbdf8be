import { assertEvent } from 'xstate';
import { providerTypes } from '../provider/provider-types.ts';
import { jailedNote } from '../provider/punishment-notes.ts';
import { jail } from '../provider/staking-operations.ts';
import { replyToRecord } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const m37: Fault = {
  id: 'M37',
  name: 'jail-time-refreshed',
  kind: 'mutant',
  description: 'A report about a validator in jail starts its jail term anew.',
  source: ['x/ccv/provider/keeper/relay.go HandleSlashPacket (IsJailed)'],
  machine: 'provider',
  overrides: () => ({
    actions: {
      answerAbsorbed: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'handleDowntime');
        const { validator, consumer, key, jailSeconds: seconds } = event;
        enqueue.assign(jail(context, validator, seconds));
        enqueue.emit(jailedNote(context, { validator, cause: consumer, seconds }));
        enqueue.emit(
          replyToRecord(consumer, { type: 'reportHandled', key, validator, decision: 'absorbedJailed' }),
        );
      }),
    },
  }),
  caughtBy: ['not-slashed-while-jailed'],
};

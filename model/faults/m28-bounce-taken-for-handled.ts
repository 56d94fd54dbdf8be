import { castDraft, produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import type { Fault } from './fault.ts';

export const m28: Fault = {
  id: 'M28',
  name: 'bounce-taken-for-handled',
  kind: 'mutant',
  description: 'The consumer takes a bounced report for a handled one and removes it from its queue.',
  source: ['ADR-008', 'x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket (SlashPacketBouncedResult)'],
  machine: 'consumer',
  overrides: () => ({
    actions: {
      keepHeadForRetry: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.slashRecord = null;
          draft.queue = castDraft(context.queue.slice(1));
        }),
      ),
    },
  }),
  caughtBy: ['no-slash-lost-on-bounce', 'downtime-always-decided'],
};

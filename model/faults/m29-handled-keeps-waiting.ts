import { consumerTypes } from '../consumer/consumer-types.ts';
import type { Fault } from './fault.ts';

export const m29: Fault = {
  id: 'M29',
  name: 'handled-keeps-waiting',
  kind: 'mutant',
  description:
    'A handled report leaves the queue, but the consumer goes on waiting for the reply that it just got.',
  source: ['ADR-008', 'x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket (ClearSlashRecord)'],
  machine: 'consumer',
  overrides: () => ({ actions: { clearSlashRecord: consumerTypes.assign({}) } }),
  caughtBy: ['slash-queue-blocking', 'downtime-always-decided'],
};

import { consumerRecordTypes } from '../provider/consumer-record-types.ts';
import type { Fault } from './fault.ts';

export const m02: Fault = {
  id: 'M02',
  name: 'stored-set-not-updated',
  kind: 'mutant',
  description:
    'The provider does not remember the set that it computed, and compares with the first one ever after.',
  source: ['x/ccv/provider/keeper/validator_set_update.go SetConsumerValSet'],
  machine: 'consumer-record',
  overrides: () => ({ actions: { storeNextSet: consumerRecordTypes.assign({}) } }),
  caughtBy: ['vsc-validity', 'stored-tracks-consumer', 'valsets-converge'],
};

import { handlingOfMaturities, slashQueueParameters } from '../provider/slash-queue-setup.ts';
import { isMaturity } from '../provider/throttled-packets.ts';
import type { Fault } from './fault.ts';

export const m23: Fault = {
  id: 'M23',
  name: 'maturity-before-report',
  kind: 'mutant',
  description:
    'Maturities are handled at the end of the block although a report of the same consumer is ahead of them.',
  source: ['x/ccv/provider/keeper/throttle.go GetLeadingVSCMaturedData (v1-v3)'],
  machine: 'slash-queue',
  overrides: (instance) => {
    const { maturedPerBlock } = slashQueueParameters(instance);
    return handlingOfMaturities(maturedPerBlock, (packets) => packets.filter(isMaturity));
  },
  preset: 'v3',
  caughtBy: ['maturity-and-slashing-order-without-restart'],
};

import { handlingOfMaturities } from '../provider/slash-queue-setup.ts';
import type { Fault } from './fault.ts';

export const t02: Fault = {
  id: 'T02',
  name: 'unbounded-matured-per-block',
  kind: 'historical',
  description: 'All maturities that no report is ahead of are handled in one block, however many they are.',
  source: ['cosmos/interchain-security#1001', 'cosmos/interchain-security#1004', 'CHANGELOG v2.0.0'],
  machine: 'slash-queue',
  overrides: () => handlingOfMaturities(Infinity),
  preset: 'v3',
  caughtBy: ['matured-per-block-limited'],
};

import { replenish, slashMeterParameters } from '../provider/slash-meter-setup.ts';
import type { Fault } from './fault.ts';

export const f02: Fault = {
  id: 'F02',
  name: 'meter-replenishes-every-block',
  kind: 'historical',
  description:
    'The time of the next replenishment counts from when the meter was full last, so that a meter below its allowance is replenished in every block.',
  source: ['cosmos/interchain-security#687'],
  machine: 'slash-meter',
  overrides: (instance) => ({
    actions: { replenish: replenish(slashMeterParameters(instance), { capped: true, postponed: false }) },
  }),
  caughtBy: ['replenish-rate', 'jail-rate-bound'],
};

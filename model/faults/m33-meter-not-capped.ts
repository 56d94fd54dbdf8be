import { holdWhileFull, replenish, slashMeterParameters } from '../provider/slash-meter-setup.ts';
import type { Fault } from './fault.ts';

export const m33: Fault = {
  id: 'M33',
  name: 'meter-not-capped',
  kind: 'mutant',
  description: 'A replenishment adds a full allowance, however full the meter is.',
  source: ['x/ccv/provider/keeper/throttle.go ReplenishSlashMeter, CheckForSlashMeterReplenishment'],
  machine: 'slash-meter',
  overrides: (instance) => {
    const parameters = slashMeterParameters(instance);
    return {
      actions: {
        replenish: replenish(parameters, { capped: false, postponed: true }),
        holdWhileFull: holdWhileFull(parameters, { capped: false }),
      },
    };
  },
  caughtBy: ['meter-bounds', 'meter-charge-exact'],
};

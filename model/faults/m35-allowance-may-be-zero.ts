import { parseFraction, roundedShare } from '../fraction.ts';
import { holdWhileFull, replenish, slashMeterParameters } from '../provider/slash-meter-setup.ts';
import type { Fault } from './fault.ts';

export const m35: Fault = {
  id: 'M35',
  name: 'allowance-may-be-zero',
  kind: 'mutant',
  description: 'An allowance that rounds to 0 stays 0, so a negative meter is never replenished.',
  source: ['x/ccv/provider/keeper/throttle.go GetSlashMeterAllowance'],
  machine: 'slash-meter',
  overrides: (instance) => {
    const fraction = parseFraction(instance.provider.slashMeterReplenishFraction);
    const parameters = {
      ...slashMeterParameters(instance),
      allowance: (totalPower: number) => roundedShare(totalPower, fraction),
    };
    return { actions: { replenish: replenish(parameters), holdWhileFull: holdWhileFull(parameters) } };
  },
  caughtBy: ['meter-recovers', 'meter-charge-exact', 'downtime-always-decided'],
};

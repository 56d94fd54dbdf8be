import type { LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { slashMeter } from '../component-ids.ts';
import type { Instance } from '../instance.ts';
import { slashMeterParameters } from '../provider/slash-meter-setup.ts';
import type { SlashMeterContext } from '../vocabulary.ts';

/**
 * Blocks may be left out for `seconds` without the slash meter noticing: it is full, and replenishing it would only
 * postpone the next time; or it is not due before.
 */
export function meterMayWait(instance: Instance, seconds: number): Requirement {
  const { allowance } = slashMeterParameters(instance);
  return {
    component: slashMeter,
    name: `the slash meter is full or not due within ${String(seconds)} s`,
    holds: ({ context }: LocalSnapshot<SlashMeterContext>) =>
      context.meter >= allowance(context.totalPower) || context.replenishesIn > seconds,
  };
}

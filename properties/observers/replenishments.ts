/** Replenishments of the slash meter against the clock: how long ago the last one was, and whether one came too early. */
import { slashMeter } from '../../model/component-ids.ts';
import { allowanceOf } from '../allowance.ts';
import { eventOf } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { onePerInstance } from './one-per-instance.ts';

export interface Replenishments {
  /** Seconds since the meter was last replenished (or made, full), up to one period: beyond that they do not matter. */
  readonly secondsSince: number;
  /** The meter has been replenished at least once; the next one has a predecessor to keep its distance from. */
  readonly any: boolean;
  /** What was wrong with a replenishment. */
  readonly defect: string;
}

export const replenishments = onePerInstance<Replenishments>((instance) => {
  const period = instance.provider.slashMeterReplenishSeconds;
  return {
    id: 'replenishments',
    initial: { secondsSince: 0, any: false, defect: '' },
    observes: [slashMeter],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      if (event.type === 'providerTimePassed') return afterSeconds(state, event.seconds, period);
      if (event.type !== 'blockBegan' && event.type !== 'replenishmentChecked') return state;
      const passed = event.type === 'blockBegan' ? event.seconds : 0;
      let { any, defect, secondsSince } = afterSeconds(state, passed, period);
      const allowance = allowanceOf(instance, event.totalPower);
      for (const { by } of notesOf(delivery.emitted, 'replenished')) {
        if (by <= 0) continue;
        if (secondsSince < period) {
          defect = `replenished by ${by} only ${secondsSince} s after the last time, the period is ${period} s`;
        } else if (by > allowance) {
          defect = `replenished by ${by}, the allowance is ${allowance}`;
        }
        secondsSince = 0;
        any = true;
      }
      if (secondsSince === state.secondsSince && any === state.any && defect === state.defect) return state;
      return { secondsSince, any, defect };
    },
  };
});

function afterSeconds(state: Replenishments, seconds: number, period: number): Replenishments {
  const secondsSince = Math.min(period, state.secondsSince + seconds);
  return secondsSince === state.secondsSince ? state : { ...state, secondsSince };
}

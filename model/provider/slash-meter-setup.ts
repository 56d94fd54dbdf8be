/**
 * Guards and actions of the slash meter, by name, over a rule for the allowance. What they are for is said in
 * `slash-meter-descriptions.ts`.
 */
import { assertEvent, setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { parseFraction, roundedShare } from '../fraction.ts';
import type { Instance } from '../instance.ts';
import { remark, replyToRecord, sendMessage } from '../send-message.ts';
import { featuresOf } from '../vsc-age.ts';
import type { SlashMeterContext, ToSlashMeter } from '../vocabulary.ts';

export interface SlashMeterParameters {
  readonly replenishSeconds: number;
  /** Power by which the meter rises at most, and up to which, given the total power of all bonded validators. */
  readonly allowance: (totalPower: number) => number;
  /** Whether a negative meter bounces reports (ADR-008). */
  readonly bounces: boolean;
}

/**
 * Allowance: the fraction of the total power, rounded half to even, and 1 where that comes to nothing, so that some
 * report is always handled eventually. Spec: x/ccv/provider/keeper/throttle.go GetSlashMeterAllowance.
 */
export function slashMeterParameters(instance: Instance): SlashMeterParameters {
  const fraction = parseFraction(instance.provider.slashMeterReplenishFraction);
  return {
    replenishSeconds: instance.provider.slashMeterReplenishSeconds,
    allowance: (totalPower) => Math.max(1, roundedShare(totalPower, fraction)),
    bounces: featuresOf(instance).throttleByRetry,
  };
}

/** The types of the machine alone; faults build their replacements with it. */
export const slashMeterTypes = setup({
  types: {
    context: {} as SlashMeterContext,
    events: {} as ToSlashMeter,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** The meter after a replenishment: one allowance more, but never above one allowance. */
export function replenished({ meter }: SlashMeterContext, allowance: number): number {
  return Math.min(meter + allowance, allowance);
}

/** XState's `setup` with everything that the machine's configuration names. */
export function slashMeterSetup({ replenishSeconds, allowance, bounces }: SlashMeterParameters) {
  return slashMeterTypes.extend({
    guards: {
      replenishmentIsDue: ({ context, event }) =>
        event.type === 'blockBegan' && context.replenishesIn <= event.seconds,
      meterIsNegative: ({ context }) => bounces && context.meter < 0,
    },
    actions: {
      beginBlock: slashMeterTypes.assign(({ context, event }) => {
        assertEvent(event, 'blockBegan');
        return {
          totalPower: event.totalPower,
          replenishesIn: Math.max(0, context.replenishesIn - event.seconds),
        };
      }),
      replenish: slashMeterTypes.enqueueActions(({ context, enqueue }) => {
        const meter = replenished(context, allowance(context.totalPower));
        enqueue.assign({ meter, replenishesIn: replenishSeconds });
        if (meter > context.meter) enqueue.emit(remark({ type: 'replenished', by: meter - context.meter }));
      }),
      holdWhileFull: slashMeterTypes.assign(({ context }) => {
        const full = allowance(context.totalPower);
        return context.meter >= full ? { meter: full, replenishesIn: replenishSeconds } : {};
      }),
      bounceReport: slashMeterTypes.emit(({ event }) => {
        assertEvent(event, 'throttleReport');
        return replyToRecord(event.consumer, { type: 'reportBounced', key: event.key });
      }),
      passReportOn: slashMeterTypes.emit(({ event }) => {
        assertEvent(event, 'throttleReport');
        return sendMessage('provider', { ...event, type: 'handleDowntime' });
      }),
      chargePower: slashMeterTypes.assign(({ context, event }) => {
        assertEvent(event, 'charge');
        return { meter: context.meter - event.power };
      }),
    },
  });
}

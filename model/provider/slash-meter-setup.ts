/**
 * Guards and actions of the slash meter, by name, over a rule for the allowance. What they are for is said in
 * `slash-meter-descriptions.ts`.
 */
import { assertEvent, setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { parseFraction, roundedShare } from '../fraction.ts';
import type { Instance } from '../instance.ts';
import { remark, replyToRecord, sendMessage } from '../send-message.ts';
import { featuresOf, isThrottled } from '../vsc-age.ts';
import type { SlashMeterContext, ToSlashMeter } from '../vocabulary.ts';

export interface SlashMeterParameters {
  readonly replenishSeconds: number;
  /** Power by which the meter rises at most, and up to which, given the total power of all bonded validators. */
  readonly allowance: (totalPower: number) => number;
  /** Whether a negative meter bars reports. */
  readonly throttles: boolean;
  /** Barred reports wait in the slash queue (ADR-002); else they bounce (ADR-008). */
  readonly queues: boolean;
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
    throttles: isThrottled(featuresOf(instance)),
    queues: featuresOf(instance).throttleByQueue,
  };
}

/** The types of the machine alone. */
const slashMeterTypes = setup({
  types: {
    context: {} as SlashMeterContext,
    events: {} as ToSlashMeter,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/**
 * Adds one allowance. The chain never lets it rise above one allowance (`capped`), and moves the next time by a full
 * period (`postponed`).
 */
export function replenish(
  { replenishSeconds, allowance }: Pick<SlashMeterParameters, 'replenishSeconds' | 'allowance'>,
  { capped, postponed } = { capped: true, postponed: true },
) {
  return slashMeterTypes.enqueueActions(({ context, enqueue }) => {
    const full = allowance(context.totalPower);
    const meter = capped ? Math.min(context.meter + full, full) : context.meter + full;
    enqueue.assign({ meter, ...(postponed && { replenishesIn: replenishSeconds }) });
    if (meter > context.meter) enqueue.emit(remark({ type: 'replenished', by: meter - context.meter }));
  });
}

/** A full meter waits for a whole period after it was full last, and (`capped`) sinks to a lower allowance. */
export function holdWhileFull(
  { replenishSeconds, allowance }: Pick<SlashMeterParameters, 'replenishSeconds' | 'allowance'>,
  { capped } = { capped: true },
) {
  return slashMeterTypes.assign(({ context }) => {
    const full = allowance(context.totalPower);
    if (context.meter < full) return {};
    return { replenishesIn: replenishSeconds, ...(capped && { meter: full }) };
  });
}

/** XState's `setup` with everything that the machine's configuration names. */
export function slashMeterSetup(parameters: SlashMeterParameters) {
  return slashMeterTypes.extend({
    guards: {
      replenishmentIsDue: ({ context, event }) =>
        context.replenishesIn <= (event.type === 'blockBegan' ? event.seconds : 0),
      meterIsNegative: ({ context }) => parameters.throttles && context.meter < 0,
    },
    actions: {
      beginBlock: slashMeterTypes.assign(({ context, event }) => {
        assertEvent(event, 'blockBegan');
        return {
          totalPower: event.totalPower,
          replenishesIn: Math.max(0, context.replenishesIn - event.seconds),
        };
      }),
      passTime: slashMeterTypes.assign(({ context, event }) => {
        assertEvent(event, 'providerTimePassed');
        return { replenishesIn: Math.max(0, context.replenishesIn - event.seconds) };
      }),
      takeTotalPower: slashMeterTypes.assign(({ event }) => {
        assertEvent(event, 'replenishmentChecked');
        return { totalPower: event.totalPower };
      }),
      replenish: replenish(parameters),
      holdWhileFull: holdWhileFull(parameters),
      bounceReport: slashMeterTypes.emit(({ event }) => {
        assertEvent(event, 'throttleReport');
        return replyToRecord(event.consumer, {
          type: 'reportBounced',
          key: event.key,
          validator: event.validator,
        });
      }),
      passReportOn: slashMeterTypes.emit(({ event }) => {
        assertEvent(event, 'throttleReport');
        const { maturedBefore: _, ...report } = event;
        return sendMessage('provider', { ...report, type: 'handleDowntime' });
      }),
      confirmServed: slashMeterTypes.emit(({ event }) => {
        assertEvent(event, 'throttleReport');
        const { maturedBefore = 0 } = event;
        return sendMessage('slash-queue', { type: 'reportServed', maturedBefore });
      }),
      chargePower: slashMeterTypes.assign(({ context, event }) => {
        assertEvent(event, 'charge');
        return { meter: context.meter - event.power };
      }),
    },
  });
}

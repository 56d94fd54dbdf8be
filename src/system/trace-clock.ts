/**
 * Absolute figures for people. Models keep time as countdowns and identifiers as ages so that their state space is
 * finite; a reader wants heights, ids and times. A trace clock adds up what passed; machines and properties never see it.
 */
import type { JsonRecord } from './json.ts';
import type { Delivery } from './vocabulary.ts';

export interface TraceClock {
  readonly initial: JsonRecord;
  /** Figures after a delivery; the same object when it moves nothing. */
  readonly advance: (
    clock: JsonRecord,
    delivery: Pick<Delivery, 'component' | 'event' | 'emitted'>,
  ) => JsonRecord;
}

/** For systems in which nothing is counted. */
export const noClock: TraceClock = { initial: {}, advance: (clock) => clock };

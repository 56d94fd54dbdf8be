/** Makes a trace of a run. */
import type { RecordedRun } from '../property/recorded-run.ts';
import type { ChosenEvent } from '../system/chosen-event.ts';
import type { System } from '../system/define-system.ts';
import { noClock, type TraceClock } from '../system/trace-clock.ts';
import type { Delivery } from '../system/vocabulary.ts';
import { machineDigest } from './machine-digest.ts';
import { playEvents } from './play-events.ts';
import type { Trace, TraceMessage, TraceMeta } from './trace.ts';

/** What is left to say of a trace once the system is known. */
export type RecordingMeta = Omit<TraceMeta, 'system' | 'machines'>;

/**
 * Plays the events and records every state and message.
 * @throws CheckerError TRACE_INVALID if a component refuses its event.
 */
export function recordTrace(
  system: System,
  meta: RecordingMeta,
  events: readonly ChosenEvent[],
  options: { readonly loopsTo?: number | undefined; readonly clock?: TraceClock | undefined } = {},
): Trace {
  const run = playEvents(system, events, { loopsTo: options.loopsTo, closingFrom: meta.closing?.from });
  return traceOfRun(system, meta, run, options.clock);
}

/** The same for a run that was played already. */
export function traceOfRun(
  system: System,
  meta: RecordingMeta,
  run: RecordedRun,
  clock: TraceClock = noClock,
): Trace {
  let figures = clock.initial;
  const steps = run.steps.map(({ chosen, deliveries, snapshots }) => {
    for (const delivery of deliveries) figures = clock.advance(figures, delivery);
    return { chosen, messages: deliveries.map(messageOf), snapshots, clock: figures };
  });
  return {
    meta: { system: system.name, ...meta, machines: machineDigest(system) },
    components: run.components,
    initial: run.initial,
    initialClock: clock.initial,
    steps,
    ...(run.loopsTo === undefined ? {} : { loopsTo: run.loopsTo }),
  };
}

export function messageOf({ component, sender, event, emitted }: Delivery): TraceMessage {
  return {
    component,
    sender,
    event,
    notes: emitted.flatMap((item) => (item.type === 'note' ? [item.note] : [])),
  };
}

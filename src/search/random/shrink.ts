/**
 * Makes a violating run short. First delta debugging: drop ever smaller chunks of events until no single event can be
 * dropped. Then, from the events that are left, a breadth-first search for the shortest run made of those events only.
 * The result is 1-minimal always, and shortest over its own alphabet where the search was not cut off.
 */
import type { EventSequence } from './event-log.ts';
import type { SingleCheckRunner, ViolatingRun } from './single-check-run.ts';
import { shortestOverAlphabet } from './shorten.ts';

/** Shrinks a run that violates the runner's check. */
export function shrink(runner: SingleCheckRunner, found: ViolatingRun): ViolatingRun {
  const minimal = dropEvents(runner, found);
  const shorter = shortestOverAlphabet(runner, minimal);
  return shorter === undefined ? minimal : dropEvents(runner, shorter);
}

function dropEvents(runner: SingleCheckRunner, found: ViolatingRun): ViolatingRun {
  let best = found;
  let chunk = Math.max(1, best.prefixLength >> 1);
  for (;;) {
    let dropped = false;
    for (let from = best.prefixLength - chunk; from > -chunk; from -= chunk) {
      const start = Math.max(0, from);
      const shorter = runner.run(without(best, start, Math.min(best.prefixLength, from + chunk)));
      if (shorter !== undefined && shorter.prefixLength < best.prefixLength) {
        best = shorter;
        dropped = true;
        from = Math.min(from, best.prefixLength);
      }
    }
    if (chunk > 1) chunk = Math.max(1, chunk >> 1);
    else if (!dropped) return best;
  }
}

/** The prefix without the events in [from, to); a closing is played anew. */
function without(run: ViolatingRun, from: number, to: number): EventSequence {
  const keep = (list: readonly number[]) => [...list.slice(0, from), ...list.slice(to, run.prefixLength)];
  return { components: keep(run.events.components), events: keep(run.events.events) };
}

/**
 * Makes a violating run short. First delta debugging: drop ever smaller chunks of events until no single event can be
 * dropped; then pairs, because events often come in twos (down and up again, a block here and a block there). Then, from
 * the events that are left, a breadth-first search for the shortest run made of those events only.
 * The result is 1-minimal always, and shortest over its own alphabet where the search was not cut off.
 */
import type { EventSequence } from './event-log.ts';
import type { SingleCheckRunner, ViolatingRun } from './single-check-run.ts';
import { shortestOverAlphabet } from './shorten.ts';

/** Shrinks a run that violates the runner's check. */
export function shrink(runner: SingleCheckRunner, found: ViolatingRun): ViolatingRun {
  const minimal = dropPairs(runner, dropEvents(runner, found));
  const shorter = shortestOverAlphabet(runner, minimal);
  return shorter === undefined ? minimal : dropEvents(runner, shorter);
}

/** Pairs are tried only in runs of at most this many events: their number grows with the square. */
const longestForPairs = 120;

/** Drops pairs of events, and single ones again after each success, until no pair can be dropped. */
function dropPairs(runner: SingleCheckRunner, found: ViolatingRun): ViolatingRun {
  let best = found;
  if (best.prefixLength > longestForPairs) return best;
  for (let later = best.prefixLength - 1; later > 0; later = Math.min(later, best.prefixLength) - 1) {
    for (let earlier = later - 1; earlier >= 0; earlier--) {
      const shorter = runner.run(withoutPair(best, earlier, later));
      if (shorter === undefined || shorter.prefixLength >= best.prefixLength) continue;
      best = dropEvents(runner, shorter);
      later = best.prefixLength;
      break;
    }
  }
  return best;
}

function withoutPair(run: ViolatingRun, earlier: number, later: number): EventSequence {
  const keep = (list: readonly number[]) =>
    list.filter((_, at) => at < run.prefixLength && at !== earlier && at !== later);
  return { components: keep(run.events.components), events: keep(run.events.events) };
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

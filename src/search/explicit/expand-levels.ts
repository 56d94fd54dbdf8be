/** The course of a breadth-first search in one thread, whatever it does with a state: level by level, within limits. */
import type { CheckerError } from '../../errors/checker-error.ts';
import { isOutOfMemory } from './machine-failure.ts';
import type { SearchLimits, SearchProgress } from './search.ts';

/** A search whose states are numbered in the order in which they are found. */
export interface LevelSearch {
  /** States found so far. */
  readonly distinct: number;
  readonly generated: number;
  depth: number;
  /** States below this number have been expanded. */
  expanded: number;
  /** Number of states of the last level that was begun and all levels before it. */
  levelEnd: number;
  complete: boolean;
  /** Why the search ended early; empty if it did not. */
  stopped: string;
  /** Finds what the state leads to. */
  readonly expand: (state: number) => void;
  /** Set by `expand` where the machines do not fit together, which ends the search. */
  readonly machineError: CheckerError | undefined;
}

const mostStatesAtOnce = 1024;
const yieldMs = 100;

/**
 * Expands everything that has been found, and what that leads to, until nothing is left, a limit is reached or there is
 * enough. Yields to the event loop now and then.
 * @param enough asked after each level.
 */
export async function expandLevels(
  search: LevelSearch,
  limits: SearchLimits,
  onProgress?: (progress: SearchProgress) => void,
  enough: () => boolean = () => false,
): Promise<void> {
  const { maxLevels = Infinity, maxStates } = limits;
  let lastYield = performance.now();
  while (search.expanded < search.distinct && !enough()) {
    if (search.depth >= maxLevels) {
      search.stopped = `the limit of ${String(maxLevels)} levels was reached`;
      return;
    }
    search.depth++;
    search.levelEnd = search.distinct;
    while (search.expanded < search.levelEnd) {
      // Smaller steps when the limit is near, so that it is not overrun by much.
      const room = Math.floor((maxStates - search.distinct) / 32);
      const atOnce = Math.max(1, Math.min(mostStatesAtOnce, room));
      search.stopped = expandUntil(search, Math.min(search.levelEnd, search.expanded + atOnce));
      if (search.stopped !== '') return;
      if (search.distinct >= maxStates && search.expanded < search.distinct)
        search.stopped = `the limit of ${String(maxStates)} states was reached`;
      if (performance.now() - lastYield > yieldMs) {
        const { distinct, generated, depth } = search;
        onProgress?.({ distinct, generated, depth, frontier: search.levelEnd - search.expanded });
        await new Promise((resolve) => setImmediate(resolve));
        lastYield = performance.now();
        search.stopped ||= limits.stopReason() ?? '';
      }
      if (search.stopped !== '') return;
    }
  }
  search.complete = search.expanded === search.distinct;
}

/** Expands the states below `end` that are not expanded yet. Why it could not, if so; empty otherwise. */
function expandUntil(search: LevelSearch, end: number): string {
  try {
    for (; search.expanded < end; search.expanded++) {
      search.expand(search.expanded);
      if (search.machineError !== undefined)
        return `the machines do not fit together: ${search.machineError.message}`;
    }
    return '';
  } catch (error) {
    if (isOutOfMemory(error)) return `there is no more memory to be had: ${String(error)}`;
    throw error;
  }
}

/**
 * A shortest fair loop through a state, by breadth-first search over (state, what has been satisfied so far): the first
 * return to the start with every class satisfied is a closed walk of least length. It need not be a simple cycle: a
 * loop may have to pass a state twice to satisfy two classes.
 *
 * A class is tracked by one bit if it has to be satisfied in any case (a weak one that is enabled at the start, a strong
 * one likewise), by two bits if it is strong and enabled elsewhere only: then it must be taken only if a state that
 * enables it is passed.
 */
import type { FairGraph } from './fair-components.ts';

/** Steps of a loop in order, as numbers in the graph's arrays of steps; empty: staying in the state is fair. */
export type Loop = readonly number[];

/** (state, satisfied) pairs beyond which the exact search is not tried: two 32-bit integers each. */
const mostPairs = 4_000_000;

/**
 * The shortest fair loop from `start` within its component, or undefined if the search would be too large.
 * @param component numbers from `fairComponents`, of which the start's must not be -1.
 */
export function shortestFairLoop(
  graph: FairGraph,
  component: Int32Array,
  states: Int32Array,
  start: number,
  fairness: { readonly weak: number; readonly strong: number },
): Loop | undefined {
  const tracker = new Tracker(graph, states, start, fairness);
  if (tracker.isFair(0)) return [];
  const width = 1 << tracker.bits;
  if (tracker.bits > 20 || states.length * width > mostPairs) return undefined;
  const own = component[start];
  const dense = new Map<number, number>();
  for (const [index, state] of states.entries()) dense.set(state, index);
  const pairOf = (state: number, progress: number): number => (dense.get(state) ?? 0) * width + progress;

  // By pair: the pair before it plus one (0: not found yet), and the step from there.
  const before = new Int32Array(states.length * width);
  const by = new Int32Array(states.length * width);
  const startPair = pairOf(start, 0);
  before[startPair] = -1;
  let level = [startPair];
  while (level.length > 0) {
    const next: number[] = [];
    for (const pair of level) {
      const state = states[Math.floor(pair / width)] ?? 0;
      for (let step = graph.offsets[state] ?? 0; step < (graph.offsets[state + 1] ?? 0); step++) {
        const to = graph.targets[step] ?? 0;
        if (component[to] !== own) continue;
        const progress = tracker.after(pair % width, graph.classes[step] ?? 0, graph.enabled[to] ?? 0);
        if (to === start && tracker.isFair(progress)) {
          const loop = [step];
          for (let at = pair; at !== startPair; at = (before[at] ?? 0) - 1) loop.push(by[at] ?? 0);
          return loop.reverse();
        }
        const found = pairOf(to, progress);
        if (before[found] !== 0) continue;
        before[found] = pair + 1;
        by[found] = step;
        next.push(found);
      }
    }
    level = next;
  }
  throw new TypeError('no fair loop through a state of a fair component');
}

interface Tracked {
  readonly bit: number;
  readonly weak: boolean;
  /** Has been satisfied for good. */
  readonly paid: number;
  /** Strong, and enabled in a state passed since the start, but not taken; 0 where it is owed from the start. */
  readonly owed: number;
}

class Tracker {
  readonly bits: number;
  readonly #tracked: readonly Tracked[];

  constructor(
    graph: FairGraph,
    states: Int32Array,
    start: number,
    { weak, strong }: { readonly weak: number; readonly strong: number },
  ) {
    const here = graph.enabled[start] ?? 0;
    const anywhere = states.reduce((bits, state) => bits | (graph.enabled[state] ?? 0), 0);
    const tracked: Tracked[] = [];
    let bits = 0;
    for (let index = 0; index < 31; index++) {
      const bit = 1 << index;
      if (((weak | strong) & here & bit) !== 0) {
        tracked.push({ bit, weak: (weak & bit) !== 0, paid: 1 << bits++, owed: 0 });
      } else if ((strong & anywhere & bit) !== 0) {
        tracked.push({ bit, weak: false, paid: 1 << bits++, owed: 1 << bits++ });
      }
    }
    this.bits = bits;
    this.#tracked = tracked;
  }

  after(progress: number, taken: number, enabled: number): number {
    let result = progress;
    for (const { bit, weak, paid, owed } of this.#tracked) {
      if ((result & paid) !== 0) continue;
      if ((taken & bit) !== 0 || (weak && (enabled & bit) === 0)) result = (result | paid) & ~owed;
      else if ((enabled & bit) !== 0) result |= owed;
    }
    return result;
  }

  isFair(progress: number): boolean {
    for (const { paid, owed } of this.#tracked) {
      if ((progress & paid) === 0 && (owed === 0 || (progress & owed) !== 0)) return false;
    }
    return true;
  }
}

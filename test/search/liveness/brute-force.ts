/**
 * Fair sets of states and shortest fair loops by brute force, for graphs of about ten states: every set of states is
 * looked at. A fair run can stay in a set for ever exactly if the set is strongly connected (by Floyd and Warshall) and
 * fair with all its inner steps. A shortest loop is found by remembering the whole set of states passed and classes taken.
 */

export interface Step {
  readonly from: number;
  readonly to: number;
  readonly classes: number;
}

export interface SmallGraph {
  readonly size: number;
  readonly steps: readonly Step[];
  /** Per state: bits of the classes enabled in it. */
  readonly enabled: readonly number[];
  /** Bits of the weak and the strong classes, of which there are at most `classBits`. */
  readonly weak: number;
  readonly strong: number;
}

export const classBits = 3;

/** Whether a run that passes exactly these states, and takes exactly these classes, for ever is fair. */
export function isFairSet(given: SmallGraph, states: readonly number[], taken: number): boolean {
  for (let bit = 1; bit < 2 ** classBits; bit *= 2) {
    if ((taken & bit) !== 0) continue;
    const count = states.filter((state) => ((given.enabled[state] ?? 0) & bit) !== 0).length;
    if ((given.weak & bit) !== 0 && count === states.length) return false;
    if ((given.strong & bit) !== 0 && count > 0) return false;
  }
  return true;
}

function stronglyConnected(states: readonly number[], steps: readonly Step[]): boolean {
  const reaches = states.map((a) =>
    states.map((b) => a === b || steps.some(({ from, to }) => from === a && to === b)),
  );
  for (const k of states.keys())
    for (const i of states.keys())
      for (const j of states.keys())
        if (reaches[i]?.[k] === true && reaches[k]?.[j] === true) (reaches[i] ?? [])[j] = true;
  return reaches.every((row) => row.every((reached) => reached));
}

/** For each state, the largest set around it in which a fair run can stay; empty if there is none. */
export function largestFairSets(given: SmallGraph): readonly (readonly number[])[] {
  const largest = new Array<readonly number[]>(given.size).fill([]);
  for (let set = 1; set < 2 ** given.size; set++) {
    const states = Array.from({ length: given.size }, (_, state) => state).filter(
      (state) => (set & (2 ** state)) !== 0,
    );
    const inner = given.steps.filter(({ from, to }) => states.includes(from) && states.includes(to));
    const taken = inner.reduce((bits, { classes }) => bits | classes, 0);
    if (!stronglyConnected(states, inner) || !isFairSet(given, states, taken)) continue;
    for (const state of states) if (states.length > (largest[state]?.length ?? 0)) largest[state] = states;
  }
  return largest;
}

/** Length of a shortest fair closed walk through the state, remembering everything on the way. */
export function shortestByMemory(given: SmallGraph, start: number): number {
  const states = (set: number) =>
    Array.from({ length: given.size }, (_, state) => state).filter((state) => (set & (2 ** state)) !== 0);
  if (isFairSet(given, [start], 0)) return 0;
  let level = [{ at: start, passed: 2 ** start, taken: 0 }];
  const seen = new Set<string>();
  for (let length = 1; level.length > 0; length++) {
    const next = [];
    for (const { at, passed, taken } of level) {
      for (const { from, to, classes } of given.steps) {
        if (from !== at) continue;
        const reached = { at: to, passed: passed | (2 ** to), taken: taken | classes };
        if (to === start && isFairSet(given, states(reached.passed), reached.taken)) return length;
        const key = JSON.stringify(reached);
        if (!seen.has(key)) next.push(reached);
        seen.add(key);
      }
    }
    level = next;
  }
  return -1;
}

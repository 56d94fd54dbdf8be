/**
 * The part of the state graph in which a check's obligation is open: every state that can be reached from one where it
 * arises through states that neither meet it nor break an assumption. Being open is a matter of the path, and a state
 * is in the region exactly if some path leads to it with the obligation open, so the region needs no flag in its
 * states: where a path that met the obligation joins, the other path counts.
 *
 * States of the region are numbered in the order of their distance from the initial state, along runs that go through
 * a state where the obligation arises and keep it open from there.
 */
import { arises, type Obligations, unmet } from './obligations.ts';
import { IntList } from './int-list.ts';
import type { StepGraph } from './step-graph.ts';

export interface Region {
  readonly size: number;
  /** By number in the region: the search's number of the state. */
  readonly states: Int32Array;
  /** Length of a shortest run to the state with the obligation open. */
  readonly distances: Int32Array;
  /** The state before it on such a run, as a number in the region; -1 where the obligation arises. */
  readonly parents: Int32Array;
  /** Steps of state i within the region: `offsets[i]` to `offsets[i + 1]` in `targets` and `classes`. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** Per step: bits of the fairness classes it takes. */
  readonly classes: Int32Array;
  /** Per state: bits of the classes that some step from it takes, be it within the region or out of it. */
  readonly enabled: Int32Array;
  /** Some path goes on in states that an incomplete search has not expanded. */
  readonly cut: boolean;
}

/** Depths of all visited states; a state's parent has a smaller number. */
export function depthsOf(parentOf: (state: number) => number, states: number): Int32Array {
  const depths = new Int32Array(states);
  for (let state = 1; state < states; state++) depths[state] = (depths[parentOf(state)] ?? 0) + 1;
  return depths;
}

/**
 * Builds the region level by level, calling `pause` now and then; undefined if `pause` says to stop.
 * @param depths of all visited states, from `depthsOf`.
 */
export async function buildRegion(
  graph: StepGraph,
  { marks }: Obligations,
  depths: Int32Array,
  pause: (states: number) => Promise<boolean>,
): Promise<Region | undefined> {
  const { expanded } = graph.search;
  const numbers = new Int32Array(expanded).fill(-1);
  const states = new IntList();
  const distances = new IntList();
  const parents = new IntList();
  const sources = sourcesByDepth(marks, depths, expanded);
  let cut = hasUnexpandedSource(marks, expanded);
  const add = (state: number, distance: number, parent: number): void => {
    if (numbers[state] !== -1) return;
    numbers[state] = states.length;
    states.push(state);
    distances.push(distance);
    parents.push(parent);
  };
  let nextSource = 0;
  let at = 0;
  while (at < states.length || nextSource < sources.length) {
    const level = at < states.length ? (distances.values[at] ?? 0) : (depths[sources[nextSource] ?? 0] ?? 0);
    for (; nextSource < sources.length; nextSource++) {
      const source = sources[nextSource] ?? 0;
      if ((depths[source] ?? 0) > level) break;
      add(source, level, -1);
    }
    for (const end = states.length; at < end; at++) {
      const state = states.values[at] ?? 0;
      const first = graph.firstStep(state);
      for (let step = first; step < graph.endOfSteps(state); step++) {
        const to = graph.target(step);
        if (((marks[to] ?? 0) & unmet) === 0) continue;
        if (to >= expanded) cut = true;
        else add(to, level + 1, at);
      }
      if ((at & 2047) === 0 && !(await pause(states.length))) return undefined;
    }
  }
  return {
    ...collectSteps(graph, states.toArray(), numbers),
    distances: distances.toArray(),
    parents: parents.toArray(),
    cut,
  };
}

/** States where the obligation arises; numbers of a breadth-first search grow with depth, but this relies on no more than depths. */
function sourcesByDepth(marks: Uint8Array, depths: Int32Array, expanded: number): Int32Array {
  const sources = new IntList();
  let sorted = true;
  for (let state = 0; state < expanded; state++) {
    if (((marks[state] ?? 0) & arises) === 0) continue;
    const last = sources.values[sources.length - 1];
    if (sources.length > 0 && (depths[last ?? 0] ?? 0) > (depths[state] ?? 0)) sorted = false;
    sources.push(state);
  }
  const found = sources.toArray();
  return sorted ? found : found.sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0));
}

function hasUnexpandedSource(marks: Uint8Array, expanded: number): boolean {
  for (let state = expanded; state < marks.length; state++) {
    if (((marks[state] ?? 0) & arises) !== 0) return true;
  }
  return false;
}

function collectSteps(
  graph: StepGraph,
  states: Int32Array,
  numbers: Int32Array,
): Pick<Region, 'size' | 'states' | 'offsets' | 'targets' | 'classes' | 'enabled'> {
  const size = states.length;
  const offsets = new Int32Array(size + 1);
  const enabled = new Int32Array(size);
  const targets = new IntList();
  const classes = new IntList();
  for (let at = 0; at < size; at++) {
    const state = states[at] ?? 0;
    const first = graph.firstStep(state);
    for (let step = first; step < graph.endOfSteps(state); step++) {
      const to = numbers[graph.target(step)] ?? -1;
      if (to < 0) continue;
      targets.push(to);
      classes.push(graph.classes(step));
    }
    offsets[at + 1] = targets.length;
    enabled[at] = graph.enabledIn(state);
  }
  return { size, states, offsets, targets: targets.toArray(), classes: classes.toArray(), enabled };
}

/** Chooses where a lasso's loop begins, as near to the initial state as possible, and then the shortest loop from there. */
import type { FairnessSet } from './fairness-set.ts';
import { greedyFairLoop } from './greedy-loop.ts';
import { IntList } from './int-list.ts';
import type { Region } from './region.ts';
import { type Loop, shortestFairLoop } from './shortest-loop.ts';

export interface NearestLoop {
  /** Where it begins, as a number in the region. */
  readonly start: number;
  readonly loop: Loop;
  /** No fair loop of the region from the end of any shortest stem is shorter. */
  readonly exact: boolean;
}

/** Loops are searched from at most this many ends of shortest stems, and from fewer in a large component. */
const mostStarts = 32;

/** Roughly how many (state, classes satisfied) pairs all searches for one lasso may look at. */
const mostEffort = 16_000_000;

/** @param component numbers from `fairComponents`; undefined is returned if no state is in a fair component. */
export function nearestLoop(
  region: Region,
  component: Int32Array,
  fairness: FairnessSet,
): NearestLoop | undefined {
  // States are numbered by distance, so the first state of a fair component ends a shortest stem.
  const nearest = component.findIndex((number) => number >= 0);
  if (nearest < 0) return undefined;
  const starts: number[] = [];
  for (let at = nearest; region.distances[at] === region.distances[nearest]; at++) {
    if ((component[at] ?? -1) >= 0) starts.push(at);
  }
  const members = new Map<number, Int32Array>();
  const found: NearestLoop[] = [];
  let effort = 0;
  for (const start of starts.slice(0, mostStarts)) {
    const number = component[start] ?? -1;
    const states = members.get(number) ?? statesOf(component, number);
    members.set(number, states);
    found.push(loopFrom(start, states, region, component, fairness));
    effort += states.length * 2 ** Math.min(20, fairness.classes.length);
    if (effort > mostEffort) break;
  }
  const best = found.reduce((a, b) => (b.loop.length < a.loop.length ? b : a));
  const all = found.length === starts.length && found.every(({ exact }) => exact);
  return { ...best, exact: best.loop.length === 0 || all };
}

function loopFrom(
  start: number,
  states: Int32Array,
  region: Region,
  component: Int32Array,
  fairness: FairnessSet,
): NearestLoop {
  const shortest = shortestFairLoop(region, component, states, start, fairness);
  return {
    start,
    loop: shortest ?? greedyFairLoop(region, component, start, fairness),
    exact: shortest !== undefined,
  };
}

function statesOf(component: Int32Array, number: number): Int32Array {
  const states = new IntList();
  for (let state = 0; state < component.length; state++) {
    if (component[state] === number) states.push(state);
  }
  return states.toArray();
}

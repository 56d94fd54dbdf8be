/**
 * A fair loop through a state of a component that is too large for the exact search: goes to the nearest step or state
 * that satisfies one more class, until all are satisfied, then back. Fair, but not proved to be the shortest.
 */
import type { FairGraph } from './fair-components.ts';
import type { Loop } from './shortest-loop.ts';

export function greedyFairLoop(
  graph: FairGraph,
  component: Int32Array,
  start: number,
  { weak, strong }: { readonly weak: number; readonly strong: number },
): Loop {
  const { offsets, targets, classes, enabled } = graph;
  const own = component[start];
  const seenIn = new Int32Array(graph.size);
  const by = new Int32Array(graph.size);
  const from = new Int32Array(graph.size);
  let walks = 0;

  /** Steps of a shortest way from a state to the first step that is wanted, that step included. */
  const walk = (origin: number, wanted: (step: number, to: number) => boolean): number[] => {
    walks++;
    seenIn[origin] = walks;
    const queue = [origin];
    for (const state of queue) {
      for (let step = offsets[state] ?? 0; step < (offsets[state + 1] ?? 0); step++) {
        const to = targets[step] ?? 0;
        if (component[to] !== own) continue;
        if (wanted(step, to)) {
          const steps = [step];
          for (let at = state; at !== origin; at = from[at] ?? 0) steps.push(by[at] ?? 0);
          return steps.reverse();
        }
        if (seenIn[to] === walks) continue;
        seenIn[to] = walks;
        by[to] = step;
        from[to] = state;
        queue.push(to);
      }
    }
    throw new TypeError('a fair component lacks what makes it fair');
  };

  const loop: number[] = [];
  let state = start;
  let taken = 0;
  /** Weak classes not found disabled so far, and strong ones found enabled. */
  let needed = (weak | strong) & (enabled[start] ?? 0);
  const follow = (steps: readonly number[]): void => {
    for (const step of steps) {
      loop.push(step);
      state = targets[step] ?? 0;
      taken |= classes[step] ?? 0;
      const here = enabled[state] ?? 0;
      needed = (needed & ~(weak & ~here)) | (strong & here);
    }
  };
  for (;;) {
    const missing = needed & ~taken;
    if (missing !== 0) {
      follow(
        walk(
          state,
          (step, to) =>
            ((classes[step] ?? 0) & missing) !== 0 || (weak & missing & ~(enabled[to] ?? 0)) !== 0,
        ),
      );
    } else if (state !== start) {
      follow(walk(state, (_step, to) => to === start));
    } else {
      return loop;
    }
  }
}

/**
 * The fair strongly connected components of a graph: exactly the sets of states in which a fair run can stay for ever.
 *
 * Every state may stutter, so a state on its own counts as a component even without a step back to itself. A weak class
 * is satisfied by a component in which it is taken by an inner step or disabled in some state; a strong one by a
 * component in which it is taken or nowhere enabled. Where a weak class fails, it fails in every part of the component
 * as well. Where a strong class fails, a fair run avoids the states that enable it, so these are removed and what is
 * left is decomposed anew (Emerson and Lei, "Modalities for model checking", 1987; Streett's acceptance in general).
 *
 * Strong connection by Tarjan's algorithm with explicit stacks: depth is bounded by memory alone.
 */

export interface FairGraph {
  readonly size: number;
  /** Steps of state i: `offsets[i]` to `offsets[i + 1]`. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** Per step: bits of the fairness classes it takes. */
  readonly classes: Int32Array;
  /** Per state: bits of the fairness classes enabled in it, by steps of the graph or others. */
  readonly enabled: Int32Array;
}

/**
 * For each state, a number that it shares with exactly the states of its fair component; -1 where no fair run can stay.
 * @param weak bits of the weak classes, @param strong those of the strong ones.
 */
export function fairComponents(graph: FairGraph, weak: number, strong: number): Int32Array {
  return new Decomposition(graph, weak, strong).run();
}

class Decomposition {
  readonly #graph: FairGraph;
  readonly #weak: number;
  readonly #strong: number;
  /** Which set of states each state is in: one still to be decomposed, or a component. Numbers are never used again. */
  readonly #member: Int32Array;
  #sets = 1;
  readonly #fair: Int32Array;
  readonly #pending: { readonly set: number; readonly states: Int32Array }[];
  /** Tarjan: order of discovery from 1 (0: not yet), the least that is reached, and three stacks. */
  readonly #order: Int32Array;
  readonly #low: Int32Array;
  readonly #open: Int32Array;
  readonly #path: Int32Array;
  readonly #nextStep: Int32Array;

  constructor(graph: FairGraph, weak: number, strong: number) {
    this.#graph = graph;
    this.#weak = weak;
    this.#strong = strong;
    this.#member = new Int32Array(graph.size);
    this.#fair = new Int32Array(graph.size).fill(-1);
    this.#pending = [{ set: 0, states: Int32Array.from({ length: graph.size }, (_, state) => state) }];
    this.#order = new Int32Array(graph.size);
    this.#low = new Int32Array(graph.size);
    this.#open = new Int32Array(graph.size);
    this.#path = new Int32Array(graph.size);
    this.#nextStep = new Int32Array(graph.size);
  }

  run(): Int32Array {
    for (let work = this.#pending.pop(); work !== undefined; work = this.#pending.pop()) {
      for (const state of work.states) this.#order[state] = 0;
      for (const state of work.states) {
        if (this.#member[state] === work.set) this.#findFrom(state, work.set);
      }
    }
    return this.#fair;
  }

  /** Closes every component that can be reached from `root` within the set. A closed component leaves the set. */
  #findFrom(root: number, set: number): void {
    const { offsets, targets } = this.#graph;
    const order = this.#order;
    const low = this.#low;
    const member = this.#member;
    let discovered = 0;
    let openSize = 0;
    let depth = 0;
    const enter = (state: number): void => {
      discovered++;
      order[state] = discovered;
      low[state] = discovered;
      this.#open[openSize++] = state;
      this.#nextStep[state] = offsets[state] ?? 0;
      this.#path[depth++] = state;
    };
    enter(root);
    while (depth > 0) {
      const state = this.#path[depth - 1] ?? 0;
      const step = this.#nextStep[state] ?? 0;
      if (step < (offsets[state + 1] ?? 0)) {
        this.#nextStep[state] = step + 1;
        const to = targets[step] ?? 0;
        if (member[to] !== set) continue;
        if (order[to] === 0) enter(to);
        else low[state] = Math.min(low[state] ?? 0, order[to] ?? 0);
        continue;
      }
      depth--;
      if (depth > 0) {
        const before = this.#path[depth - 1] ?? 0;
        low[before] = Math.min(low[before] ?? 0, low[state] ?? 0);
      }
      if (low[state] !== order[state]) continue;
      let from = openSize - 1;
      while (this.#open[from] !== state) from--;
      this.#close(this.#open.subarray(from, openSize));
      openSize = from;
    }
  }

  #close(component: Int32Array): void {
    const { offsets, targets, classes, enabled } = this.#graph;
    const member = this.#member;
    const own = this.#sets++;
    for (const state of component) member[state] = own;
    let taken = 0;
    let enabledSomewhere = 0;
    let enabledEverywhere = -1;
    for (const state of component) {
      const here = enabled[state] ?? 0;
      enabledSomewhere |= here;
      enabledEverywhere &= here;
      for (let step = offsets[state] ?? 0; step < (offsets[state + 1] ?? 0); step++) {
        if (member[targets[step] ?? 0] === own) taken |= classes[step] ?? 0;
      }
    }
    if ((this.#weak & enabledEverywhere & ~taken) !== 0) return;
    const neglected = this.#strong & enabledSomewhere & ~taken;
    if (neglected === 0) {
      for (const state of component) this.#fair[state] = own;
      return;
    }
    const rest = component.filter((state) => ((enabled[state] ?? 0) & neglected) === 0);
    if (rest.length === 0) return;
    const set = this.#sets++;
    for (const state of rest) member[state] = set;
    this.#pending.push({ set, states: rest });
  }
}

/**
 * The exact visited set that several threads fill together: a tree of tables of pairs as in `state-store.ts`, in shared
 * memory, and beside it the parent of every state. Each thread has a store of its own over the same memory.
 *
 * While threads search, sizes only grow and contents never move; the tables are enlarged while all of them rest.
 */
import { growableMemory, growTo, intsOf } from './growable-memory.ts';
import { type PairMemory, pairMemory, SharedPairs } from './shared-pairs.ts';

export interface StoreMemory {
  /** Length of a state vector. */
  readonly width: number;
  /** Tables of the inner nodes, children before parents; the last one is the root's, with one entry a state. */
  readonly tables: readonly PairMemory[];
  /** By state. */
  readonly parents: SharedArrayBuffer;
}

/** @param capacity pairs that every table has room for at first */
export function storeMemory(width: number, capacity: number): StoreMemory {
  return {
    width,
    tables: Array.from({ length: Math.max(1, width - 1) }, () => pairMemory(capacity)),
    parents: growableMemory(capacity * 4, 2 ** 30),
  };
}

export class SharedStateStore {
  readonly width: number;
  readonly tables: readonly SharedPairs[];
  readonly #root: SharedPairs;
  readonly #memory: StoreMemory;
  #parents: Int32Array;
  /** Nodes: positions 0..width-1 are leaves, then inner nodes, children before parents, the root last. */
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  /** Inner nodes on the way from a leaf to the root, children before parents, the root last. */
  readonly #ancestors: readonly Int32Array[];
  /** Values of all nodes for the loaded state, and for the vector being added. */
  readonly #base: Int32Array;
  readonly #nodes: Int32Array;
  readonly #dirty: Uint8Array;

  constructor(memory: StoreMemory) {
    const { width } = memory;
    this.width = width;
    this.#memory = memory;
    this.tables = memory.tables.map((table) => new SharedPairs(table));
    this.#root = this.tables.at(-1) as SharedPairs;
    this.#parents = intsOf(memory.parents);
    const left: number[] = [];
    const right: number[] = [];
    const build = (from: number, to: number): number => {
      if (to - from === 1) return from;
      const middle = from + ((to - from + 1) >> 1);
      const children = [build(from, middle), build(middle, to)] as const;
      left.push(children[0]);
      right.push(children[1]);
      return width + left.length - 1;
    };
    build(0, width);
    this.#left = Int32Array.from(left);
    this.#right = Int32Array.from(right);
    this.#ancestors = Array.from({ length: width }, (_, leaf) => this.#pathFrom(leaf));
    this.#base = new Int32Array(width * 2);
    this.#nodes = new Int32Array(width * 2);
    this.#dirty = new Uint8Array(width * 2);
  }

  /** Number of states. */
  get size(): number {
    return this.#root.size;
  }

  /** Bytes of everything that grows with the number of states. */
  get bytes(): number {
    return this.tables.reduce((sum, table) => sum + table.bytes, this.#memory.parents.byteLength);
  }

  /** The state from which the search came to this one. */
  parentOf(state: number): number {
    return this.#parents[state] ?? 0;
  }

  recordParent(state: number, parent: number): void {
    this.#parents[state] = parent;
  }

  /**
   * Adds a whole vector: the state's number, or -1 - number if it is new.
   * @throws TableFull, as the other ways to add
   */
  add(vector: Int32Array): number {
    this.#base.fill(-1);
    return this.addChanged(vector);
  }

  /** Decodes a state into the vector and makes it the base of `addChanged` and `addWithOne`. */
  load(state: number, vector: Int32Array): void {
    const nodes = this.#base;
    const { width } = this;
    if (width === 1) {
      nodes[0] = this.#root.firstOf(state);
    } else {
      let id = state;
      for (let node = this.tables.length - 1; node >= 0; node--) {
        if (node < this.tables.length - 1) id = nodes[width + node] ?? 0;
        const table = this.tables[node] as SharedPairs;
        nodes[this.#left[node] ?? 0] = table.firstOf(id);
        nodes[this.#right[node] ?? 0] = table.secondOf(id);
      }
    }
    for (let position = 0; position < width; position++) vector[position] = nodes[position] ?? 0;
  }

  /** Adds the loaded state with one position changed; what `add` says. */
  addWithOne(position: number, value: number): number {
    if (this.width === 1) return this.#root.idOf(value, 0);
    const base = this.#base;
    const path = this.#ancestors[position] as Int32Array;
    let child = position;
    let id = value;
    for (let i = 0; i < path.length; i++) {
      const node = path[i] ?? 0;
      // Only the last one, the root's, says more than a number.
      if (id < 0) id = -1 - id;
      const table = this.tables[node] as SharedPairs;
      id =
        this.#left[node] === child
          ? table.idOf(id, base[this.#right[node] ?? 0] ?? 0)
          : table.idOf(base[this.#left[node] ?? 0] ?? 0, id);
      child = this.width + node;
    }
    return id;
  }

  /** Adds a vector that differs from the loaded state in some positions; what `add` says. */
  addChanged(vector: Int32Array): number {
    const { width } = this;
    if (width === 1) return this.#root.idOf(vector[0] ?? 0, 0);
    const base = this.#base;
    const nodes = this.#nodes;
    const dirty = this.#dirty;
    for (let position = 0; position < width; position++) {
      const value = vector[position] ?? 0;
      nodes[position] = value;
      dirty[position] = value === base[position] ? 0 : 1;
    }
    const inner = this.tables.length - 1;
    for (let node = 0; node < inner; node++) {
      const left = this.#left[node] ?? 0;
      const right = this.#right[node] ?? 0;
      const at = width + node;
      if (dirty[left] === 0 && dirty[right] === 0) {
        dirty[at] = 0;
        nodes[at] = base[at] ?? 0;
        continue;
      }
      const found = (this.tables[node] as SharedPairs).idOf(nodes[left] ?? 0, nodes[right] ?? 0);
      const id = found < 0 ? -1 - found : found;
      nodes[at] = id;
      dirty[at] = id === base[at] ? 0 : 1;
    }
    return this.#root.idOf(nodes[this.#left[inner] ?? 0] ?? 0, nodes[this.#right[inner] ?? 0] ?? 0);
  }

  /**
   * While all other threads rest: makes room wherever it has become scarce. The tables in which every pair has to be
   * entered again, or undefined if memory cannot grow any more.
   */
  makeRoom(): readonly number[] | undefined {
    const emptied: number[] = [];
    for (const [index, table] of this.tables.entries()) {
      if (table.size < table.capacity * 0.75) continue;
      const grown = table.grow(Math.ceil(table.capacity * 1.5) + 1);
      if (grown === undefined) return undefined;
      if (grown.emptied) emptied.push(index);
    }
    growTo(this.#memory.parents, this.#root.capacity * 4);
    this.viewAgain();
    return emptied;
  }

  /** Sees what has become of the memory when another thread let it grow. */
  viewAgain(): void {
    for (const table of this.tables) table.viewAgain();
    this.#parents = intsOf(this.#memory.parents);
  }

  #pathFrom(leaf: number): Int32Array {
    const path: number[] = [];
    let child = leaf;
    for (let node = 0; node < this.#left.length; node++) {
      if (this.#left[node] !== child && this.#right[node] !== child) continue;
      path.push(node);
      child = this.width + node;
    }
    return Int32Array.from(path);
  }
}

/**
 * The exact visited set of the explicit engine: every state vector is kept, compressed as a tree.
 *
 * A balanced binary tree stands over the positions of the vector; each inner node has a table that gives equal pairs of
 * children equal ids, so equal halves of states are stored once. The root's table has one entry a state: its id is the
 * state's number, in order of discovery (tree compression after Laarman, van de Pol and Weber, "Parallel Recursive State
 * Compression for Free", 2011). A successor that differs from its parent in one position needs only the pairs on the
 * path from that position to the root.
 *
 * Memory: 8 bytes a state for the root's pair, 5 to 10 for its hash slots, plus the (much fewer) inner pairs.
 */
import { PairTable } from '../../system/pair-table.ts';
import { RootTable } from './root-table.ts';

export class StateStore {
  readonly width: number;
  /** Nodes: positions 0..width-1 are leaves, then inner nodes, children before parents, the root last. */
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #tables: PairTable[] = [];
  readonly #root: RootTable;
  /** Inner nodes on the way from a leaf to the root, the root excluded, children before parents. */
  readonly #ancestors: readonly Int32Array[];
  /** Values of all nodes for the vector being worked on. */
  readonly #base: Int32Array;
  readonly #scratch: Int32Array;
  readonly #dirty: Uint8Array;

  constructor(width: number) {
    if (width < 1) throw new RangeError('a state has at least one position');
    this.width = width;
    const build = (from: number, to: number): number => {
      if (to - from === 1) return from;
      const middle = from + ((to - from + 1) >> 1);
      const left = build(from, middle);
      const right = build(middle, to);
      this.#left.push(left);
      this.#right.push(right);
      return width + this.#left.length - 1;
    };
    build(0, width);
    const inner = this.#left.length;
    for (let node = 0; node < inner - 1; node++) this.#tables.push(new PairTable(64));
    this.#root = new RootTable();
    this.#ancestors = Array.from({ length: width }, (_, leaf) => this.#pathFrom(leaf));
    this.#base = new Int32Array(width + Math.max(1, inner));
    this.#scratch = new Int32Array(width + Math.max(1, inner));
    this.#dirty = new Uint8Array(width + Math.max(1, inner));
  }

  /** Number of states. */
  get size(): number {
    return this.#root.size;
  }

  /** Bytes of all tables. */
  get bytes(): number {
    return this.#tables.reduce((sum, table) => sum + table.bytes, this.#root.bytes);
  }

  /** Adds a whole vector; its number, which equals the size before the call if it is new. */
  add(vector: Int32Array): number {
    const nodes = this.#scratch;
    nodes.set(vector);
    for (let node = 0; node < this.#tables.length; node++) {
      nodes[this.width + node] = this.#pair(node, nodes);
    }
    return this.#addRoot(nodes);
  }

  /** Decodes a state into the vector and makes it the base of `addChanged`. */
  load(state: number, vector: Int32Array): void {
    const nodes = this.#base;
    const inner = this.#tables.length;
    if (inner === 0 && this.width === 1) {
      nodes[0] = this.#root.firstOf(state);
    } else {
      nodes[this.#left[inner] ?? 0] = this.#root.firstOf(state);
      nodes[this.#right[inner] ?? 0] = this.#root.secondOf(state);
      for (let node = inner - 1; node >= 0; node--) {
        const id = nodes[this.width + node] ?? 0;
        const table = this.#tables[node];
        nodes[this.#left[node] ?? 0] = table?.firstOf(id) ?? 0;
        nodes[this.#right[node] ?? 0] = table?.secondOf(id) ?? 0;
      }
    }
    for (let position = 0; position < this.width; position++) vector[position] = nodes[position] ?? 0;
  }

  /** Adds the loaded state with one position changed. */
  addWithOne(position: number, value: number): number {
    const nodes = this.#base;
    const scratch = this.#scratch;
    if (this.width === 1) return this.#root.idOf(value, 0);
    const path = this.#ancestors[position];
    const inner = this.#tables.length;
    let child = position;
    let id = value;
    if (path !== undefined) {
      for (let i = 0; i < path.length; i++) {
        const node = path[i] ?? 0;
        const left = this.#left[node] ?? 0;
        const right = this.#right[node] ?? 0;
        const table = this.#tables[node] as PairTable;
        id = left === child ? table.idOf(id, nodes[right] ?? 0) : table.idOf(nodes[left] ?? 0, id);
        child = this.width + node;
        scratch[child] = id;
      }
    }
    const left = this.#left[inner] ?? 0;
    const right = this.#right[inner] ?? 0;
    return left === child ? this.#root.idOf(id, nodes[right] ?? 0) : this.#root.idOf(nodes[left] ?? 0, id);
  }

  /** Adds a vector that differs from the loaded state in some positions. */
  addChanged(vector: Int32Array): number {
    const base = this.#base;
    const nodes = this.#scratch;
    const dirty = this.#dirty;
    const width = this.width;
    if (width === 1) return this.#root.idOf(vector[0] ?? 0, 0);
    for (let position = 0; position < width; position++) {
      const value = vector[position] ?? 0;
      nodes[position] = value;
      dirty[position] = value === base[position] ? 0 : 1;
    }
    const inner = this.#tables.length;
    for (let node = 0; node < inner; node++) {
      const left = this.#left[node] ?? 0;
      const right = this.#right[node] ?? 0;
      const at = width + node;
      if (dirty[left] === 0 && dirty[right] === 0) {
        dirty[at] = 0;
        nodes[at] = base[at] ?? 0;
      } else {
        const id = (this.#tables[node] as PairTable).idOf(nodes[left] ?? 0, nodes[right] ?? 0);
        nodes[at] = id;
        dirty[at] = id === base[at] ? 0 : 1;
      }
    }
    return this.#addRoot(nodes);
  }

  #addRoot(nodes: Int32Array): number {
    if (this.width === 1) return this.#root.idOf(nodes[0] ?? 0, 0);
    const inner = this.#tables.length;
    return this.#root.idOf(nodes[this.#left[inner] ?? 0] ?? 0, nodes[this.#right[inner] ?? 0] ?? 0);
  }

  #pair(node: number, nodes: Int32Array): number {
    return (this.#tables[node] as PairTable).idOf(
      nodes[this.#left[node] ?? 0] ?? 0,
      nodes[this.#right[node] ?? 0] ?? 0,
    );
  }

  #pathFrom(leaf: number): Int32Array {
    const path: number[] = [];
    let child = leaf;
    for (let node = 0; node < this.#tables.length; node++) {
      if (this.#left[node] !== child && this.#right[node] !== child) continue;
      path.push(node);
      child = this.width + node;
    }
    return Int32Array.from(path);
  }
}

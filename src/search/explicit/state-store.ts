/**
 * The exact visited set of the explicit engine: every state vector is kept, compressed as a tree.
 *
 * A binary tree stands over the positions of the vector; equal parts of states are stored once, and the root's table has
 * one entry a state: its id is the state's number, in order of discovery (tree compression after Laarman, van de Pol and
 * Weber, "Parallel Recursive State Compression for Free", 2011). A successor needs only the pairs on the paths from what
 * it changes to the root; so once enough steps have been seen the tree is built anew, with what changes often near it.
 *
 * The successors of one state are best queued and then settled together: RootTable says why.
 * Memory: 8 bytes a state for the root's pair, 5 to 10 for its hash slots, plus the (much fewer) inner pairs.
 */
import { PairTable } from '../../system/pair-table.ts';
import { ChangeSample } from './change-sample.ts';
import { RootTable } from './root-table.ts';
import { balancedTree, cheapestTree, type TreeShape } from './tree-shape.ts';
import { TupleCounts } from './tuple-counts.ts';
import { VectorTree } from './vector-tree.ts';

export interface StoreOptions {
  /** Initial number of hash slots of every table, a power of two from 2 up. Tests use 2, so that growth happens constantly. */
  readonly tableCapacity?: number;
  /** Number of states at which the tree is shaped after the changes seen so far. */
  readonly reshapeAt?: number;
}

/** States whose tuples are counted to shape the tree. */
const countedStates = 8192;
/** What a look-up in a table as large as the root's costs more than one in a small table, as a multiple of the latter. */
const missCost = 10;

export class StateStore {
  readonly width: number;
  readonly #capacity: number;
  #root: RootTable;
  #tree: VectorTree;
  #loaded = -1;
  #reshapeAt: number;

  constructor(width: number, { tableCapacity = 256, reshapeAt = 32_768 }: StoreOptions = {}) {
    if (width < 1) throw new RangeError('a state has at least one position');
    this.width = width;
    this.#capacity = tableCapacity;
    this.#root = new RootTable(tableCapacity);
    // A vector of one position has a second one that is always 0.
    this.#tree = this.#treeOf(balancedTree(Math.max(2, width)));
    this.#reshapeAt = Infinity;
    if (width > 2) {
      this.#reshapeAt = reshapeAt;
      this.#tree.sample = new ChangeSample(width);
    }
  }

  /** Number of states. */
  get size(): number {
    return this.#root.size;
  }

  /** Bytes of all tables. */
  get bytes(): number {
    return this.#tree.bytes + this.#root.bytes;
  }

  /** Adds a whole vector; its number, which equals the size before the call if it is new. */
  add(vector: Int32Array): number {
    this.#tree.encode(vector);
    return this.#root.idOf(this.#tree.first, this.#tree.second);
  }

  /** Decodes a state into the vector and makes it the base of changes. Nothing may be queued. */
  load(state: number, vector: Int32Array): void {
    if (this.#root.size >= this.#reshapeAt) this.#reshape();
    this.#tree.decode(this.#root.firstOf(state), this.#root.secondOf(state), vector);
    this.#loaded = state;
  }

  /** Adds the loaded state with one position changed. */
  addWithOne(position: number, value: number): number {
    this.#tree.encodeWithOne(position, value);
    return this.#root.idOf(this.#tree.first, this.#tree.second);
  }

  /** Adds a vector that differs from the loaded state in some positions. */
  addChanged(vector: Int32Array): number {
    const tree = this.#tree;
    if (tree.noteChanges(vector) === 0) return this.#loaded;
    tree.encodeChanges();
    return this.#root.idOf(tree.first, tree.second);
  }

  /** Number of states queued. */
  get queued(): number {
    return this.#root.queued;
  }

  /** Queues the loaded state with one position changed. */
  queueWithOne(position: number, value: number): void {
    this.#tree.encodeWithOne(position, value);
    this.#root.queue(this.#tree.first, this.#tree.second);
  }

  /** Notes that a position of the loaded state changes, once for each position, for the next `queueChanges`. */
  change(position: number, value: number): void {
    this.#tree.change(position, value);
  }

  /** Queues the loaded state with the changes noted. */
  queueChanges(): void {
    this.#tree.encodeChanges();
    this.#root.queue(this.#tree.first, this.#tree.second);
  }

  /**
   * Adds the states queued since the last time, in that order. Their numbers, valid until the next call; new ones are
   * those that count up from the size before the call.
   */
  settle(): Int32Array {
    return this.#root.settle();
  }

  #treeOf(shape: TreeShape): VectorTree {
    const inner = shape.left.length - 1;
    return new VectorTree(
      shape,
      Array.from({ length: inner }, () => new PairTable(this.#capacity)),
    );
  }

  /** Stores all states anew, with their numbers, in a tree shaped after the steps seen. */
  #reshape(): void {
    const old = this.#tree;
    const { sample } = old;
    this.#reshapeAt = Infinity;
    old.sample = undefined;
    if (sample === undefined) return;
    const vector = new Int32Array(this.width);
    const counts = new TupleCounts(this.width);
    const stride = Math.ceil(this.size / countedStates);
    for (let state = 0; state < this.size; state += stride) {
      old.decode(this.#root.firstOf(state), this.#root.secondOf(state), vector);
      counts.add(vector);
    }
    const shape = cheapestTree(this.width, (from, to) => {
      const crowded = counts.of(from, to) / counts.vectors;
      return sample.touched(from, to) * (1 + missCost * crowded);
    });
    const tree = this.#treeOf(shape);
    const root = new RootTable(this.#capacity);
    for (let state = 0; state < this.#root.size; state++) {
      old.decode(this.#root.firstOf(state), this.#root.secondOf(state), vector);
      tree.encode(vector);
      root.idOf(tree.first, tree.second);
    }
    this.#root = root;
    this.#tree = tree;
  }
}

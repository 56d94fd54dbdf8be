/**
 * The exact visited set that several threads fill together: the tree of tables of pairs of `state-store.ts` in shared
 * memory, and beside it the parent of every state. Each thread has a store of its own over the same memory.
 *
 * While threads search, contents never move. What finds no room is left out and marked by `isFull`: then all threads come
 * to rest, one of them makes room, and the state that was being expanded is expanded once more.
 */
import { balancedTree } from '../explicit/tree-shape.ts';
import { VectorTree } from '../explicit/vector-tree.ts';
import { growableMemory, growTo, intsOf } from './growable-memory.ts';
import { hashPair } from '../explicit/hash-pair.ts';
import { type PairMemory, pairMemory, SharedPairs, slotsFor, TableFull } from './shared-pairs.ts';

export interface StoreMemory {
  /** Length of a state vector. */
  readonly width: number;
  /** Tables of the tree's inner nodes; the last one is the root's, with one entry a state. */
  readonly tables: readonly PairMemory[];
  /** By state. */
  readonly parents: SharedArrayBuffer;
}

/** @param states that there is room for at first */
export function storeMemory(width: number, states: number): StoreMemory {
  const slots = slotsFor(states);
  return {
    width,
    tables: Array.from({ length: Math.max(1, width - 1) }, () => pairMemory(slots)),
    parents: growableMemory(slots * 4, 2 ** 30),
  };
}

export class SharedStateStore {
  readonly width: number;
  readonly tables: readonly SharedPairs[];
  /** Something found no room since the last `load`; what is queued after it is left out. */
  isFull = false;
  readonly #memory: StoreMemory;
  readonly #root: SharedPairs;
  readonly #tree: VectorTree;
  #parents: Int32Array;
  /** What is queued: first, second and hash in turn. */
  #queue = new Int32Array(3 * 64);
  #queued = 0;
  #words = new Int32Array(64);
  #fresh = new Int32Array(64);
  /** Keeps the engine from leaving out loads whose only purpose is to bring something into the cache. */
  touched = 0;

  constructor(memory: StoreMemory) {
    this.width = memory.width;
    this.#memory = memory;
    this.tables = memory.tables.map((table) => new SharedPairs(table));
    this.#root = this.tables.at(-1) as SharedPairs;
    // A vector of one position has a second one that is always 0.
    this.#tree = new VectorTree(balancedTree(Math.max(2, memory.width)), this.tables.slice(0, -1));
    this.#parents = intsOf(memory.parents);
  }

  /** Number of states. */
  get size(): number {
    return this.#root.size;
  }

  /** Bytes of everything that grows with the number of states. */
  get bytes(): number {
    return this.tables.reduce((sum, table) => sum + table.bytes, this.size * 4);
  }

  /** The state from which the search came to this one. */
  parentOf(state: number): number {
    return this.#parents[state] ?? 0;
  }

  /**
   * Adds a whole vector: the state's number, or -1 - number if it is new.
   * @throws TableFull
   */
  add(vector: Int32Array): number {
    const { first, second } = this.#encoded(vector);
    return this.#root.enter(first, second, hashPair(first, second));
  }

  /** Decodes a state into the vector and makes it the base of changes. What is queued is forgotten. */
  load(state: number, vector: Int32Array): void {
    this.isFull = false;
    this.#queued = 0;
    this.#tree.decode(this.#root.firstOf(state), this.#root.secondOf(state), vector);
  }

  /** Number of states queued. */
  get queued(): number {
    return this.#queued;
  }

  /** Queues the loaded state with one position changed. */
  queueWithOne(position: number, value: number): void {
    if (this.isFull) return;
    try {
      this.#tree.encodeWithOne(position, value);
    } catch (error) {
      this.#noRoom(error);
      return;
    }
    this.#push();
  }

  /** Notes that a position of the loaded state changes, once for each position, for the next `queueChanges`. */
  change(position: number, value: number): void {
    this.#tree.change(position, value);
  }

  /** Queues the loaded state with the changes noted. */
  queueChanges(): void {
    if (this.isFull) {
      this.#tree.forgetChanges();
      return;
    }
    try {
      this.#tree.encodeChanges();
    } catch (error) {
      // The tree is of no use until the next `load`.
      this.#noRoom(error);
      return;
    }
    this.#push();
  }

  /** Adds the states queued, found from the parent: in order, the number of each that is new, and -1 for others. */
  settle(parent: number): Int32Array {
    const root = this.#root;
    const queue = this.#queue;
    const count = this.#queued;
    const words = this.#words;
    const fresh = this.#fresh;
    for (let i = 0; i < count; i++) words[i] = root.touchSlot(queue[i * 3 + 2] ?? 0);
    let touched = 0;
    for (let i = 0; i < count; i++) touched ^= root.touchPair(words[i] ?? 0);
    this.touched ^= touched;
    for (let i = 0; i < count; i++) fresh[i] = this.#settleOne(i * 3, parent);
    this.#queued = 0;
    return fresh;
  }

  /**
   * While all other threads rest: makes room wherever it has become scarce. The tables in which every pair has to be
   * entered again, or undefined if memory cannot grow any more.
   */
  makeRoom(): readonly number[] | undefined {
    const grown = [...this.tables.keys()].filter((index) => this.tables[index]?.isCrowded === true);
    if (!grown.every((index) => this.tables[index]?.grow() === true)) return undefined;
    growTo(this.#memory.parents, this.#memory.tables.at(-1)?.slots.byteLength ?? 0);
    this.viewAgain();
    return grown;
  }

  /** Sees what has become of the memory when another thread let it grow. */
  viewAgain(): void {
    for (const table of this.tables) table.viewAgain();
    this.#parents = intsOf(this.#memory.parents);
  }

  #encoded(vector: Int32Array): VectorTree {
    this.#tree.encode(vector);
    return this.#tree;
  }

  #push(): void {
    const at = this.#queued * 3;
    if (at === this.#queue.length) this.#growQueue();
    const { first, second } = this.#tree;
    const queue = this.#queue;
    queue[at] = first;
    queue[at + 1] = second;
    queue[at + 2] = hashPair(first, second);
    this.#queued++;
  }

  #growQueue(): void {
    const queue = new Int32Array(this.#queue.length * 2);
    queue.set(this.#queue);
    this.#queue = queue;
    this.#words = new Int32Array(queue.length / 3);
    this.#fresh = new Int32Array(queue.length / 3);
  }

  #settleOne(at: number, parent: number): number {
    try {
      const queue = this.#queue;
      const found = this.#root.enter(queue[at] ?? 0, queue[at + 1] ?? 0, queue[at + 2] ?? 0);
      if (found >= 0) return -1;
      this.#parents[-1 - found] = parent;
      return -1 - found;
    } catch (error) {
      this.#noRoom(error);
      return -1;
    }
  }

  #noRoom(error: unknown): void {
    if (!(error instanceof TableFull)) throw error;
    this.isFull = true;
  }
}

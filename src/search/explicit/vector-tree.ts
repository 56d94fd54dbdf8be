/**
 * The tree of pairs over a state vector, but for its root: each inner node has a table that gives equal pairs of children
 * equal ids, so a vector comes down to the pair of the root's children, and back.
 *
 * One decoded vector is the base. Of a vector that differs from it in some positions only the nodes above those are
 * looked up. Results are left in `first` and `second`, so that nothing is allocated.
 */
import type { ChangeSample } from './change-sample.ts';
import type { TreeShape } from './tree-shape.ts';

/** What gives equal pairs of an inner node's children equal ids. */
export interface PairIds {
  readonly idOf: (first: number, second: number) => number;
  readonly firstOf: (id: number) => number;
  readonly secondOf: (id: number) => number;
  readonly bytes: number;
}

export class VectorTree {
  /** The root's children for the vector last encoded. */
  first = 0;
  second = 0;
  /** How many changes of the base have been noted. */
  changes = 0;
  /** Is shown every step, if there is one. */
  sample: ChangeSample | undefined;
  readonly #width: number;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  /** Of the inner nodes below the root, children before parents; node `width + n` has the n-th. */
  readonly #tables: readonly PairIds[];
  readonly #rootLeft: number;
  readonly #rootRight: number;
  /** Per position, for each inner node on the way up to the root: twice its table, plus 1 from the left; the sibling. */
  readonly #paths: readonly Int32Array[];
  /** Per position: 1 if it is below the root's left child. */
  readonly #onLeft: Uint8Array;
  /** Per position: bits of the inner nodes above it, in as many words as it takes. */
  readonly #above: Int32Array;
  readonly #words: number;
  /** Values of all nodes of the base. */
  readonly #base: Int32Array;
  /** The same, with the changes noted; equal to the base again after each `encodeChanges`. */
  readonly #nodes: Int32Array;
  /** Values of all nodes of a vector encoded without regard to the base. */
  readonly #whole: Int32Array;
  readonly #changed: Int32Array;
  /** Bits of the inner nodes above changes. */
  readonly #stale: Int32Array;

  /**
   * @param shape of a tree over two positions or more.
   * @param tables of its inner nodes, the root excluded.
   */
  constructor({ left, right }: TreeShape, tables: readonly PairIds[]) {
    const inner = left.length - 1;
    const width = left.length + 1;
    this.#width = width;
    this.#left = left;
    this.#right = right;
    this.#tables = tables;
    this.#rootLeft = left[inner] ?? 0;
    this.#rootRight = right[inner] ?? 0;
    this.#words = Math.max(1, Math.ceil(inner / 32));
    this.#paths = Array.from({ length: width }, (_, position) => this.#pathFrom(position));
    this.#above = new Int32Array(width * this.#words);
    this.#onLeft = new Uint8Array(width);
    this.#paths.forEach((path, position) => {
      let top = position;
      for (let i = 0; i < path.length; i += 2) {
        const table = (path[i] ?? 0) >> 1;
        const word = position * this.#words + (table >> 5);
        this.#above[word] = (this.#above[word] ?? 0) | (1 << (table & 31));
        top = width + table;
      }
      this.#onLeft[position] = top === this.#rootLeft ? 1 : 0;
    });
    this.#base = new Int32Array(width + inner);
    this.#nodes = new Int32Array(width + inner);
    this.#whole = new Int32Array(width + inner);
    this.#changed = new Int32Array(width);
    this.#stale = new Int32Array(this.#words);
  }

  /** Bytes of all tables. */
  get bytes(): number {
    return this.#tables.reduce((sum, table) => sum + table.bytes, 0);
  }

  /** Encodes a whole vector; the base stays what it is. */
  encode(vector: Int32Array): void {
    const nodes = this.#whole;
    nodes.set(vector);
    for (let node = 0; node < this.#tables.length; node++) this.#lookUp(node, nodes);
    this.first = nodes[this.#rootLeft] ?? 0;
    this.second = nodes[this.#rootRight] ?? 0;
  }

  /** Decodes a vector and makes it the base. */
  decode(first: number, second: number, vector: Int32Array): void {
    const nodes = this.#nodes;
    const base = this.#base;
    const width = this.#width;
    this.forgetChanges();
    nodes[this.#rootLeft] = first;
    nodes[this.#rootRight] = second;
    for (let node = this.#tables.length - 1; node >= 0; node--) {
      const id = nodes[width + node] ?? 0;
      const table = this.#tables[node] as PairIds;
      nodes[this.#left[node] ?? 0] = table.firstOf(id);
      nodes[this.#right[node] ?? 0] = table.secondOf(id);
    }
    for (let node = 0; node < nodes.length; node++) base[node] = nodes[node] ?? 0;
    for (let position = 0; position < vector.length; position++) vector[position] = base[position] ?? 0;
  }

  /** Forgets the changes noted, which a lack of memory may have left half-encoded; the base has to be decoded again. */
  forgetChanges(): void {
    this.changes = 0;
    for (let word = 0; word < this.#words; word++) this.#stale[word] = 0;
  }

  /** Encodes the base with one position changed. Of no effect on changes noted. */
  encodeWithOne(position: number, value: number): void {
    if (this.sample !== undefined) this.sample.lookAtOne(position);
    const base = this.#base;
    const path = this.#paths[position] as Int32Array;
    let id = value;
    for (let i = 0; i < path.length; i += 2) {
      const step = path[i] ?? 0;
      const sibling = base[path[i + 1] ?? 0] ?? 0;
      const table = this.#tables[step >> 1] as PairIds;
      id = (step & 1) === 1 ? table.idOf(id, sibling) : table.idOf(sibling, id);
    }
    if (this.#onLeft[position] === 1) {
      this.first = id;
      this.second = base[this.#rootRight] ?? 0;
    } else {
      this.first = base[this.#rootLeft] ?? 0;
      this.second = id;
    }
  }

  /** Notes every position in which the vector differs from the base; how many there are. */
  noteChanges(vector: Int32Array): number {
    const base = this.#base;
    for (let position = 0; position < vector.length; position++) {
      const value = vector[position] ?? 0;
      if (value !== base[position]) this.change(position, value);
    }
    return this.changes;
  }

  /** Notes that a position of the base changes, once for each position. */
  change(position: number, value: number): void {
    const words = this.#words;
    this.#nodes[position] = value;
    this.#changed[this.changes++] = position;
    for (let word = 0; word < words; word++) {
      this.#stale[word] = (this.#stale[word] ?? 0) | (this.#above[position * words + word] ?? 0);
    }
  }

  /** Encodes the base with the changes noted, and forgets them. */
  encodeChanges(): void {
    if (this.sample !== undefined) this.sample.look(this.#changed, this.changes);
    const nodes = this.#nodes;
    const base = this.#base;
    const width = this.#width;
    for (let word = 0; word < this.#words; word++) {
      for (let bits = this.#stale[word] ?? 0; bits !== 0; bits &= bits - 1) {
        this.#lookUp((word << 5) + 31 - Math.clz32(bits & -bits), nodes);
      }
    }
    this.first = nodes[this.#rootLeft] ?? 0;
    this.second = nodes[this.#rootRight] ?? 0;
    for (let word = 0; word < this.#words; word++) {
      for (let bits = this.#stale[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const node = width + (word << 5) + 31 - Math.clz32(bits & -bits);
        nodes[node] = base[node] ?? 0;
      }
      this.#stale[word] = 0;
    }
    for (let i = 0; i < this.changes; i++) {
      const position = this.#changed[i] ?? 0;
      nodes[position] = base[position] ?? 0;
    }
    this.changes = 0;
  }

  #lookUp(node: number, nodes: Int32Array): void {
    const table = this.#tables[node] as PairIds;
    nodes[this.#width + node] = table.idOf(
      nodes[this.#left[node] ?? 0] ?? 0,
      nodes[this.#right[node] ?? 0] ?? 0,
    );
  }

  #pathFrom(position: number): Int32Array {
    const path: number[] = [];
    let child = position;
    for (let node = 0; node < this.#tables.length; node++) {
      if (this.#left[node] === child) path.push(node * 2 + 1, this.#right[node] ?? 0);
      else if (this.#right[node] === child) path.push(node * 2, this.#left[node] ?? 0);
      else continue;
      child = this.#width + node;
    }
    return Int32Array.from(path);
  }
}

/**
 * The table of pairs at the root of the state store: like PairTable, but it holds one entry a state, so it is packed
 * tighter and made for tables far larger than the caches.
 *
 * Pairs lie in chunks in the order of their ids: growth copies nothing and leaves no slack worth mentioning. Hash slots
 * are filled up to 85 %. An id never needs all 32 bits of a slot; the rest of them keeps the bits of the hash that did
 * not go into the slot's number, so a probe that meets another pair is seldom sent on to look at that pair. Whether two
 * pairs are equal is always decided on the pairs themselves.
 *
 * Nearly every look-up in a large table waits for memory, twice: for the slot and for the pair. Look-ups that do not depend
 * on each other can wait together, so pairs may be queued: `settle` touches all their slots, then all the pairs that
 * these name, and only then looks the pairs up in order, by when everything is in the cache.
 */
import { hashPair } from './hash-pair.ts';

const chunkBits = 15;
const chunkPairs = 1 << chunkBits;
const chunkMask = chunkPairs - 1;

export class RootTable {
  /** Pairs, first and second in turn. All chunks are full-sized save the only one of a small table. */
  readonly #chunks: Int32Array[];
  /** 0 = free, otherwise id + 1 in the bits of the mask and hash bits above them. */
  #slots: Int32Array;
  #mask: number;
  /** The most pairs that the slots are good for. */
  #limit: number;
  /** The number of pairs for which the chunks have room. */
  #room: number;
  #size = 0;
  /** What is queued: first, second and hash in turn. */
  #queue = new Int32Array(3 * 64);
  #queued = 0;
  #words = new Int32Array(64);
  #settled = new Int32Array(64);
  /** Keeps the engine from leaving out loads whose only purpose is to bring something into the cache. */
  touched = 0;

  /** @param capacity initial number of slots, a power of two from 2 up; tests start at 2 so that growth happens all the time. */
  constructor(capacity = 2048) {
    this.#slots = new Int32Array(capacity);
    this.#mask = capacity - 1;
    this.#limit = mostPairs(capacity);
    this.#room = Math.min(chunkPairs, capacity / 2);
    this.#chunks = [new Int32Array(this.#room * 2)];
  }

  get size(): number {
    return this.#size;
  }

  /** Number of pairs queued. */
  get queued(): number {
    return this.#queued;
  }

  /** Bytes of the arrays. */
  get bytes(): number {
    return this.#room * 8 + this.#slots.byteLength;
  }

  firstOf(id: number): number {
    return (this.#chunks[id >>> chunkBits] as Int32Array)[(id & chunkMask) << 1] ?? -1;
  }

  secondOf(id: number): number {
    return (this.#chunks[id >>> chunkBits] as Int32Array)[((id & chunkMask) << 1) | 1] ?? -1;
  }

  /** Id of the pair; a pair not seen before gets the next id, which equals `size` before the call. */
  idOf(first: number, second: number): number {
    return this.#idOf(first, second, hashPair(first, second));
  }

  /** Queues a pair for `settle`. */
  queue(first: number, second: number): void {
    const at = this.#queued * 3;
    if (at === this.#queue.length) this.#growQueue();
    const queue = this.#queue;
    queue[at] = first;
    queue[at + 1] = second;
    queue[at + 2] = hashPair(first, second);
    this.#queued++;
  }

  /** Ids of the pairs queued since the last time, in order, as if by `idOf`; valid until the next call. */
  settle(): Int32Array {
    const queue = this.#queue;
    const count = this.#queued;
    const words = this.#words;
    const settled = this.#settled;
    const slots = this.#slots;
    const mask = this.#mask;
    for (let i = 0; i < count; i++) words[i] = slots[(queue[i * 3 + 2] ?? 0) & mask] ?? 0;
    let touched = 0;
    for (let i = 0; i < count; i++) {
      const word = words[i] ?? 0;
      if (word === 0 || ((word ^ (queue[i * 3 + 2] ?? 0)) & ~mask) !== 0) continue;
      const id = (word & mask) - 1;
      touched ^= (this.#chunks[id >>> chunkBits] as Int32Array)[(id & chunkMask) << 1] ?? 0;
    }
    this.touched ^= touched;
    for (let i = 0; i < count; i++) {
      settled[i] = this.#idOf(queue[i * 3] ?? 0, queue[i * 3 + 1] ?? 0, queue[i * 3 + 2] ?? 0);
    }
    this.#queued = 0;
    return settled;
  }

  #idOf(first: number, second: number, hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = hash & mask;
    for (;;) {
      const word = slots[slot] ?? 0;
      if (word === 0) break;
      if (((word ^ hash) & ~mask) === 0) {
        const id = (word & mask) - 1;
        const chunk = this.#chunks[id >>> chunkBits] as Int32Array;
        const at = (id & chunkMask) << 1;
        if (chunk[at] === first && chunk[at + 1] === second) return id;
      }
      slot = (slot + 1) & mask;
    }
    // Room comes first: if there is no memory for it, the table stays as it is.
    const id = this.#size;
    if (id === this.#room) this.#addRoom();
    if (id === this.#limit) {
      this.#growSlots();
      return this.#idOf(first, second, hash);
    }
    this.#size++;
    slots[slot] = (hash & ~mask) | (id + 1);
    const chunk = this.#chunks[id >>> chunkBits] as Int32Array;
    const at = (id & chunkMask) << 1;
    chunk[at] = first;
    chunk[at + 1] = second;
    return id;
  }

  #growQueue(): void {
    const queue = new Int32Array(this.#queue.length * 2);
    queue.set(this.#queue);
    this.#queue = queue;
    this.#words = new Int32Array(queue.length / 3);
    this.#settled = new Int32Array(queue.length / 3);
  }

  #addRoom(): void {
    if (this.#room >= chunkPairs) {
      this.#chunks.push(new Int32Array(chunkPairs * 2));
      this.#room += chunkPairs;
      return;
    }
    const grown = new Int32Array(this.#room * 4);
    grown.set(this.#chunks[0] as Int32Array);
    this.#chunks[0] = grown;
    this.#room *= 2;
  }

  #growSlots(): void {
    const slots = new Int32Array((this.#mask + 1) * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id++) {
      const hash = hashPair(this.firstOf(id), this.secondOf(id));
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = (hash & ~mask) | (id + 1);
    }
    this.#slots = slots;
    this.#mask = mask;
    this.#limit = mostPairs(slots.length);
  }
}

/** Fewer than there are slots, so that a probe always ends and an id plus one fits below the slots' mask. */
function mostPairs(slots: number): number {
  return Math.max(1, Math.floor(slots * 0.85));
}

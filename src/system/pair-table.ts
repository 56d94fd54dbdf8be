/**
 * Maps pairs of non-negative integers to dense ids, in flat typed arrays: open addressing with linear probing.
 * Keys are exact (both integers are stored and compared). Every access reads the arrays anew within one method, so a
 * growth between two accesses can never leave a stale view behind.
 */
export class PairTable {
  /** First and second in turn, so that a comparison touches one cache line. */
  #pairs: Int32Array;
  /** 0 = free, otherwise id + 1 in the bits of the mask, and above them bits of the hash that spare most comparisons. */
  #slots: Int32Array;
  #mask: number;
  #size = 0;

  /** @param capacity initial number of slots, a power of two; tests start at 2 so that growth happens all the time. */
  constructor(capacity = 1024) {
    this.#pairs = new Int32Array(capacity);
    this.#slots = new Int32Array(capacity);
    this.#mask = capacity - 1;
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of the arrays. */
  get bytes(): number {
    return this.#pairs.byteLength + this.#slots.byteLength;
  }

  /** Id of the pair, or -1 if it has none. */
  find(first: number, second: number): number {
    const slots = this.#slots;
    const pairs = this.#pairs;
    const mask = this.#mask;
    const hash = hashPair(first, second);
    let slot = hash & mask;
    for (;;) {
      const word = slots[slot] ?? 0;
      if (word === 0) return -1;
      if (((word ^ hash) & ~mask) === 0) {
        const id = (word & mask) - 1;
        if (pairs[id << 1] === first && pairs[(id << 1) | 1] === second) return id;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Id of the pair; a pair not seen before gets the next id, which equals `size` before the call. */
  idOf(first: number, second: number): number {
    const known = this.find(first, second);
    return known >= 0 ? known : this.#insert(first, second);
  }

  firstOf(id: number): number {
    return this.#pairs[id << 1] ?? -1;
  }

  secondOf(id: number): number {
    return this.#pairs[(id << 1) | 1] ?? -1;
  }

  #insert(first: number, second: number): number {
    // Half of the slots stay free: an id plus one then fits below the slots' mask.
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const id = this.#size++;
    this.#place(this.#slots, hashPair(first, second), id);
    this.#pairs[id << 1] = first;
    this.#pairs[(id << 1) | 1] = second;
    return id;
  }

  #place(slots: Int32Array, hash: number, id: number): void {
    const mask = slots.length - 1;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = (hash & ~mask) | (id + 1);
  }

  #grow(): void {
    const capacity = this.#slots.length * 2;
    const slots = new Int32Array(capacity);
    for (let id = 0; id < this.#size; id++) {
      this.#place(slots, hashPair(this.firstOf(id), this.secondOf(id)), id);
    }
    const pairs = new Int32Array(capacity);
    pairs.set(this.#pairs);
    this.#pairs = pairs;
    this.#slots = slots;
    this.#mask = capacity - 1;
  }
}

function hashPair(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

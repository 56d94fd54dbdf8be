/**
 * Maps pairs of non-negative integers to dense ids, in flat typed arrays: open addressing with linear probing.
 * Keys are exact (both integers are stored and compared). Every access reads the arrays anew within one method, so a
 * growth between two accesses can never leave a stale view behind.
 */
export class PairTable {
  #first: Int32Array;
  #second: Int32Array;
  /** 0 = free, otherwise id + 1. */
  #slots: Int32Array;
  #mask: number;
  #size = 0;

  /** @param capacity initial number of slots, a power of two; tests start at 2 so that growth happens all the time. */
  constructor(capacity = 1024) {
    this.#first = new Int32Array(capacity / 2);
    this.#second = new Int32Array(capacity / 2);
    this.#slots = new Int32Array(capacity);
    this.#mask = capacity - 1;
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of the arrays. */
  get bytes(): number {
    return this.#first.byteLength + this.#second.byteLength + this.#slots.byteLength;
  }

  /** Id of the pair, or -1 if it has none. */
  find(first: number, second: number): number {
    let slot = hashPair(first, second) & this.#mask;
    for (;;) {
      const id = (this.#slots[slot] ?? 0) - 1;
      if (id < 0) return -1;
      if (this.#first[id] === first && this.#second[id] === second) return id;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Id of the pair; a pair not seen before gets the next id, which equals `size` before the call. */
  idOf(first: number, second: number): number {
    let slot = hashPair(first, second) & this.#mask;
    for (;;) {
      const id = (this.#slots[slot] ?? 0) - 1;
      if (id < 0) break;
      if (this.#first[id] === first && this.#second[id] === second) return id;
      slot = (slot + 1) & this.#mask;
    }
    const id = this.#size++;
    if (id >= this.#first.length) {
      this.#grow();
      slot = hashPair(first, second) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    }
    this.#slots[slot] = id + 1;
    this.#first[id] = first;
    this.#second[id] = second;
    return id;
  }

  firstOf(id: number): number {
    return this.#first[id] ?? -1;
  }

  secondOf(id: number): number {
    return this.#second[id] ?? -1;
  }

  #grow(): void {
    const capacity = this.#slots.length * 2;
    const first = new Int32Array(capacity / 2);
    const second = new Int32Array(capacity / 2);
    first.set(this.#first);
    second.set(this.#second);
    const slots = new Int32Array(capacity);
    const mask = capacity - 1;
    const entries = this.#first.length;
    for (let id = 0; id < entries; id++) {
      let slot = hashPair(first[id] ?? 0, second[id] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#first = first;
    this.#second = second;
    this.#slots = slots;
    this.#mask = mask;
  }
}

function hashPair(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/**
 * The table of pairs at the root of the state store: like PairTable, but it holds one entry a state, so it is packed
 * tighter: entries grow by a quarter, hash slots are filled up to four fifths.
 */
export class RootTable {
  #first = new Int32Array(1024);
  #second = new Int32Array(1024);
  /** 0 = free, otherwise id + 1. */
  #slots = new Int32Array(2048);
  #mask = 2047;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#first.byteLength + this.#second.byteLength + this.#slots.byteLength;
  }

  firstOf(id: number): number {
    return this.#first[id] ?? -1;
  }

  secondOf(id: number): number {
    return this.#second[id] ?? -1;
  }

  idOf(first: number, second: number): number {
    const slots = this.#slots;
    const firsts = this.#first;
    const seconds = this.#second;
    const mask = this.#mask;
    let slot = hashPair(first, second) & mask;
    for (;;) {
      const id = (slots[slot] ?? 0) - 1;
      if (id < 0) break;
      if (firsts[id] === first && seconds[id] === second) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.#size++;
    slots[slot] = id + 1;
    if (id === firsts.length) this.#growEntries();
    this.#first[id] = first;
    this.#second[id] = second;
    if (this.#size * 5 > (mask + 1) * 4) this.#growSlots();
    return id;
  }

  #growEntries(): void {
    const length = Math.ceil(this.#first.length * 1.25);
    const first = new Int32Array(length);
    first.set(this.#first);
    this.#first = first;
    const second = new Int32Array(length);
    second.set(this.#second);
    this.#second = second;
  }

  #growSlots(): void {
    const slots = new Int32Array((this.#mask + 1) * 2);
    const mask = slots.length - 1;
    const firsts = this.#first;
    const seconds = this.#second;
    for (let id = 0; id < this.#size; id++) {
      let slot = hashPair(firsts[id] ?? 0, seconds[id] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

function hashPair(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

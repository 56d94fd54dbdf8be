/**
 * Gives pairs of non-negative integers dense ids that all threads share, without locks: open addressing over shared
 * memory, where a slot is claimed by an atomic exchange before its entry is written.
 *
 * What is looked for is mostly there, so it is looked for with ordinary reads first. That is safe: an entry is written
 * once, both halves are stored plus one, so a half that is not visible yet reads as 0 and matches nothing. Only what
 * ordinary reads do not find is looked for again with atomic ones, and added if it is absent indeed.
 *
 * A table does not grow while threads use it: when it is full, `idOf` throws `tableFull`, and whoever coordinates the
 * threads lets all of them rest, makes it larger (`grow`) and lets each enter its share of the pairs again (`reindex`).
 */
import { growableMemory, growTo, intsOf } from './growable-memory.ts';

/** Shared memory of a table. `control` holds the number of pairs, then the capacity. */
export interface PairMemory {
  readonly control: SharedArrayBuffer;
  readonly first: SharedArrayBuffer;
  readonly second: SharedArrayBuffer;
  readonly slots: SharedArrayBuffer;
}

/** Thrown where a pair finds no room; what had been added before stays. */
export class TableFull extends Error {}
const tableFull = new TableFull('a shared table is full');

/** Bytes that each array may grow to: 268 million pairs. */
const most = 2 ** 30;

const sizeCell = 0;
const capacityCell = 1;
/** In a slot: its entry is being written. Otherwise 0 = free, or id + 1. */
const busy = -1;

export function pairMemory(capacity: number): PairMemory {
  const control = new SharedArrayBuffer(8);
  intsOf(control)[capacityCell] = capacity;
  return {
    control,
    first: growableMemory(capacity * 4, most),
    second: growableMemory(capacity * 4, most),
    slots: growableMemory(slotsFor(capacity) * 4, most * 2),
  };
}

/** A power of two of which the pairs fill at most four fifths. */
function slotsFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(capacity * 1.25));
}

export class SharedPairs {
  readonly #memory: PairMemory;
  readonly #control: Int32Array;
  #first: Int32Array;
  #second: Int32Array;
  #slots: Int32Array;

  constructor(memory: PairMemory) {
    this.#memory = memory;
    this.#control = intsOf(memory.control);
    this.#first = intsOf(memory.first);
    this.#second = intsOf(memory.second);
    this.#slots = intsOf(memory.slots);
  }

  get size(): number {
    // Threads that found the table full may have counted too far for a moment.
    return Math.min(Atomics.load(this.#control, sizeCell), this.capacity);
  }

  get capacity(): number {
    return this.#control[capacityCell] ?? 0;
  }

  get bytes(): number {
    const { first, second, slots } = this.#memory;
    return first.byteLength + second.byteLength + slots.byteLength;
  }

  firstOf(id: number): number {
    return (this.#first[id] ?? 0) - 1;
  }

  secondOf(id: number): number {
    return (this.#second[id] ?? 0) - 1;
  }

  /**
   * Id of the pair, or -1 - id if this call has added it.
   * @throws TableFull
   */
  idOf(first: number, second: number): number {
    const slots = this.#slots;
    const firsts = this.#first;
    const seconds = this.#second;
    const mask = slots.length - 1;
    let slot = hashPair(first, second) & mask;
    for (;;) {
      const id = (slots[slot] ?? 0) - 1;
      if (id < 0) return this.#add(first, second);
      if (firsts[id] === first + 1 && seconds[id] === second + 1) return id;
      slot = (slot + 1) & mask;
    }
  }

  #add(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashPair(first, second) & mask;
    for (;;) {
      const seen = Atomics.load(slots, slot);
      if (seen === busy) continue;
      if (seen !== 0) {
        const id = seen - 1;
        if (this.#first[id] === first + 1 && this.#second[id] === second + 1) return id;
        slot = (slot + 1) & mask;
        continue;
      }
      if (Atomics.compareExchange(slots, slot, 0, busy) !== 0) continue;
      const id = Atomics.add(this.#control, sizeCell, 1);
      if (id >= this.capacity) {
        Atomics.sub(this.#control, sizeCell, 1);
        Atomics.store(slots, slot, 0);
        throw tableFull;
      }
      this.#first[id] = first + 1;
      this.#second[id] = second + 1;
      Atomics.store(slots, slot, id + 1);
      return -1 - id;
    }
  }

  /**
   * Makes room for so many pairs, while no other thread uses the table. False if it cannot grow so far. If the slots had
   * to be emptied, every pair has to be entered again by `reindex`.
   */
  grow(capacity: number): { readonly emptied: boolean } | undefined {
    if (capacity * 4 > most) return undefined;
    const { first, second, slots } = this.#memory;
    growTo(first, capacity * 4);
    growTo(second, capacity * 4);
    const wanted = slotsFor(capacity) * 4;
    const emptied = slots.byteLength < wanted;
    if (emptied) growTo(slots, wanted);
    this.#control[capacityCell] = capacity;
    this.viewAgain();
    if (emptied) this.#slots.fill(0);
    return { emptied };
  }

  /** Enters the pairs from one id to another into emptied slots; threads may do so for different pairs at once. */
  reindex(from: number, to: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let id = from; id < to; id++) {
      let slot = hashPair(this.firstOf(id), this.secondOf(id)) & mask;
      while (Atomics.compareExchange(slots, slot, 0, id + 1) !== 0) slot = (slot + 1) & mask;
    }
  }

  /** Sees what has become of the memory when another thread let it grow. */
  viewAgain(): void {
    const { first, second, slots } = this.#memory;
    this.#first = intsOf(first);
    this.#second = intsOf(second);
    this.#slots = intsOf(slots);
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

/**
 * Gives pairs of non-negative integers dense ids that all threads share, without locks: open addressing over shared
 * memory, where a slot is claimed by an atomic exchange before its pair is written. A slot keeps, beside the id, the bits of
 * the hash that did not go into its own number, as in `root-table.ts`.
 *
 * What is looked for is mostly there, so it is looked for with ordinary reads first. That is safe: a pair is written
 * once, both halves plus one, so a half that is not visible yet reads as 0 and matches nothing. Only what ordinary reads
 * do not find is looked for again with atomic ones, and added if it is absent indeed.
 *
 * A table does not grow while threads use it: when it is full, it throws `TableFull`, and whoever coordinates the threads
 * lets all of them rest, makes it larger (`grow`) and lets each enter its share of the pairs again (`reindex`).
 */
import { hashPair } from '../explicit/hash-pair.ts';
import { growableMemory, growTo, intsOf, lonelyCells } from './growable-memory.ts';

export interface PairMemory {
  /** One cell: the number of pairs. */
  readonly size: SharedArrayBuffer;
  /** Both halves of each pair in turn, plus one. */
  readonly pairs: SharedArrayBuffer;
  readonly slots: SharedArrayBuffer;
}

/** Thrown where a pair finds no room; what had been added before stays. */
export class TableFull extends Error {}
const tableFull = new TableFull('a shared table is full');

/** Slots that a table may grow to, good for 228 million pairs. */
const mostSlots = 2 ** 28;
/** In a slot: its pair is being written. Otherwise 0 = free, or id + 1 in the bits of the mask, and bits of the hash. */
const busy = -1;

/** @param slots a power of two from 2 up */
export function pairMemory(slots: number): PairMemory {
  return {
    size: lonelyCells(4),
    pairs: growableMemory(mostPairs(slots) * 8, mostPairs(mostSlots) * 8),
    slots: growableMemory(slots * 4, mostSlots * 4),
  };
}

/** Slots, a power of two, that are enough for so many pairs. */
export function slotsFor(pairs: number): number {
  let slots = 2;
  while (mostPairs(slots) < pairs) slots *= 2;
  return slots;
}

/** Fewer than there are slots, so that a probe always ends and no word of a slot is `busy`. */
function mostPairs(slots: number): number {
  return Math.max(1, Math.floor(slots * 0.85));
}

export class SharedPairs {
  readonly #memory: PairMemory;
  readonly #size: Int32Array;
  #pairs: Int32Array;
  #slots: Int32Array;
  #capacity: number;

  constructor(memory: PairMemory) {
    this.#memory = memory;
    this.#size = intsOf(memory.size);
    this.#pairs = intsOf(memory.pairs);
    this.#slots = intsOf(memory.slots);
    this.#capacity = mostPairs(this.#slots.length);
  }

  get size(): number {
    // Threads that found the table full may have counted too far for a moment.
    return Math.min(Atomics.load(this.#size, 0), this.#capacity);
  }

  /** Whether three quarters of the room are taken. */
  get isCrowded(): boolean {
    return this.size >= this.#capacity * 0.75;
  }

  /** Bytes of the slots and of the pairs that there are. */
  get bytes(): number {
    return this.#slots.byteLength + this.size * 8;
  }

  firstOf(id: number): number {
    return (this.#pairs[id << 1] ?? 0) - 1;
  }

  secondOf(id: number): number {
    return (this.#pairs[(id << 1) | 1] ?? 0) - 1;
  }

  /**
   * Id of the pair, which is added if it is not there.
   * @throws TableFull
   */
  idOf(first: number, second: number): number {
    const found = this.enter(first, second, hashPair(first, second));
    return found < 0 ? -1 - found : found;
  }

  /**
   * Id of the pair, or -1 - id if this call has added it.
   * @param hash of the pair, from `hashPair`
   * @throws TableFull
   */
  enter(first: number, second: number, hash: number): number {
    const slots = this.#slots;
    const pairs = this.#pairs;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const word = slots[slot] ?? 0;
      if (word === 0 || word === busy) return this.#add(first, second, hash);
      if (((word ^ hash) & ~mask) === 0) {
        const at = ((word & mask) - 1) << 1;
        if (pairs[at] === first + 1 && pairs[at + 1] === second + 1) return at >> 1;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Brings what a look-up will want into the cache: the slot, then the pair that it names. Means nothing else. */
  touchSlot(hash: number): number {
    const slots = this.#slots;
    return slots[hash & (slots.length - 1)] ?? 0;
  }

  touchPair(word: number): number {
    return this.#pairs[((word & (this.#slots.length - 1)) - 1) << 1] ?? 0;
  }

  #add(first: number, second: number, hash: number): number {
    const slots = this.#slots;
    const pairs = this.#pairs;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const word = Atomics.load(slots, slot);
      if (word === busy) continue;
      if (word !== 0) {
        const at = ((word & mask) - 1) << 1;
        if (pairs[at] === first + 1 && pairs[at + 1] === second + 1) return at >> 1;
        slot = (slot + 1) & mask;
        continue;
      }
      if (Atomics.compareExchange(slots, slot, 0, busy) !== 0) continue;
      const id = Atomics.add(this.#size, 0, 1);
      if (id >= this.#capacity) {
        Atomics.sub(this.#size, 0, 1);
        Atomics.store(slots, slot, 0);
        throw tableFull;
      }
      pairs[id << 1] = first + 1;
      pairs[(id << 1) | 1] = second + 1;
      Atomics.store(slots, slot, (hash & ~mask) | (id + 1));
      return -1 - id;
    }
  }

  /**
   * Makes twice the room, while no other thread uses the table; every pair has to be entered again by `reindex` then.
   * False if it cannot grow any more.
   */
  grow(): boolean {
    const slots = this.#slots.length * 2;
    if (slots > mostSlots) return false;
    growTo(this.#memory.pairs, mostPairs(slots) * 8);
    growTo(this.#memory.slots, slots * 4);
    this.viewAgain();
    this.#slots.fill(0);
    return true;
  }

  /** Enters the pairs from one id to another into emptied slots; threads may do so for different pairs at once. */
  reindex(from: number, to: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let id = from; id < to; id++) {
      const hash = hashPair(this.firstOf(id), this.secondOf(id));
      const word = (hash & ~mask) | (id + 1);
      let slot = hash & mask;
      while (Atomics.compareExchange(slots, slot, 0, word) !== 0) slot = (slot + 1) & mask;
    }
  }

  /** Sees what has become of the memory when another thread let it grow. */
  viewAgain(): void {
    this.#pairs = intsOf(this.#memory.pairs);
    this.#slots = intsOf(this.#memory.slots);
    this.#capacity = mostPairs(this.#slots.length);
  }
}

/** Sets of small non-negative integers as bits of words; all sets that are combined have the same length. */
export type BitSet = Uint32Array;

/** The empty set of numbers below `size`. */
export function emptySet(size: number): BitSet {
  return new Uint32Array((size + 31) >> 5);
}

export function addBit(set: BitSet, bit: number): void {
  set[bit >> 5] = (set[bit >> 5] ?? 0) | (1 << (bit & 31));
}

export function hasBit(set: BitSet, bit: number): boolean {
  return ((set[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

/** Adds all members of the other set; whether there were new ones. */
export function addAll(set: BitSet, others: BitSet): boolean {
  let changed = false;
  for (let word = 0; word < set.length; word++) {
    const before = set[word] ?? 0;
    const after = (before | (others[word] ?? 0)) >>> 0;
    if (after === before) continue;
    set[word] = after;
    changed = true;
  }
  return changed;
}

export function intersect(a: BitSet, b: BitSet): boolean {
  for (let word = 0; word < a.length; word++) if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  return false;
}

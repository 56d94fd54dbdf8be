/**
 * Which elements of a group make what stands at the unmoved places least. Such a place's image depends on its own local
 * state alone, so the answer is looked up: from the elements that were best for the places before, and the local state
 * at this one, to the elements that are still best.
 */
import { PairTable } from '../../../system/pair-table.ts';

export class FixedPlaces {
  readonly #places: readonly number[];
  /** Sets of elements by number; 0 is the whole group. */
  readonly #sets: Int32Array[];
  readonly #numberOf = new Map<string, number>();
  /** By place: (set, local state) to the set of those that are best, and the least image. */
  readonly #pairs: readonly PairTable[];
  readonly #bestSets: readonly number[][];
  readonly #leastImages: readonly number[][];

  /** @param size of the group. */
  constructor(places: readonly number[], size: number) {
    this.#places = places;
    this.#sets = [Int32Array.from({ length: size }, (_, element) => element)];
    this.#pairs = places.map(() => new PairTable(64));
    this.#bestSets = places.map(() => []);
    this.#leastImages = places.map(() => []);
  }

  /**
   * The elements under which the unmoved places are least, in order of the places; their images are written to `image`.
   * @param rows by position: the images of what stands there, by element.
   */
  least(vector: Int32Array, rows: readonly Int32Array[], image: Int32Array): Int32Array {
    let set = 0;
    for (let at = 0; at < this.#places.length; at++) {
      const place = this.#places[at] ?? 0;
      const pairs = this.#pairs[at];
      const local = vector[place] ?? 0;
      let pair = pairs?.find(set, local) ?? -1;
      if (pair < 0) pair = this.#compute(at, set, local, rows[place]);
      image[place] = this.#leastImages[at]?.[pair] ?? local;
      set = this.#bestSets[at]?.[pair] ?? set;
    }
    return this.#sets[set] ?? new Int32Array(0);
  }

  #compute(at: number, set: number, local: number, row: Int32Array | undefined): number {
    const elements = this.#sets[set] ?? new Int32Array(0);
    let least = Infinity;
    for (const element of elements) least = Math.min(least, row?.[element] ?? local);
    const best = elements.filter((element) => (row?.[element] ?? local) === least);
    const pair = this.#pairs[at]?.idOf(set, local) ?? 0;
    const images = this.#leastImages[at];
    const sets = this.#bestSets[at];
    if (images !== undefined) images[pair] = least;
    if (sets !== undefined) sets[pair] = best.length === elements.length ? set : this.#numberOfSet(best);
    return pair;
  }

  #numberOfSet(elements: Int32Array): number {
    const key = elements.join();
    const known = this.#numberOf.get(key);
    if (known !== undefined) return known;
    const number = this.#sets.length;
    this.#sets.push(elements);
    this.#numberOf.set(key, number);
    return number;
  }
}

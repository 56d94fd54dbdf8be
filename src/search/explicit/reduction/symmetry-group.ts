/**
 * All permutations that some generators make, acting on state vectors by tables: an element's image of a local state is
 * looked up, and computed once from the images under the generators that the element is made of.
 *
 * Of all images of a state the least one stands for all of them: first by the positions that stay in their places, which
 * settle it for most elements by a look-up, then by the others in turn.
 */
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import { FixedPlaces } from './fixed-places.ts';
import { GeneratorAction } from './generator-action.ts';
import type { NamePermutation } from './name-permutations.ts';

/** Element 0 leaves everything as it is. */
const identity = 0;

export class SymmetryGroup {
  readonly generators: readonly GeneratorAction[];
  /** Number of permutations, the one that changes nothing included. */
  readonly size: number;
  /** Components and observers; whatever follows in a vector stays where it is. */
  readonly #moved: number;
  /** By element: it applies element `#before` first, then generator `#last`. */
  readonly #before: readonly number[];
  readonly #last: readonly number[];
  /** By element, then position: the position that comes to this place, and the place to which it moves. */
  readonly #sources: Int32Array;
  readonly #places: Int32Array;
  /** By position, then local state: its image under each element. */
  readonly #images: readonly (Int32Array | undefined)[][];
  readonly #fixed: FixedPlaces;
  /** Positions that some element moves. */
  readonly #loose: readonly number[];
  /** Images of what stands at each position of the vector at hand. */
  readonly #rows: Int32Array[] = [];
  readonly #best: Int32Array;

  constructor(stepper: TabulatedStepper, permutations: readonly NamePermutation[], width: number) {
    this.generators = permutations.map((permutation) => new GeneratorAction(stepper, permutation));
    this.#moved = stepper.width;
    this.#best = new Int32Array(width);
    const { before, last } = closure(permutations);
    this.#before = before;
    this.#last = last;
    this.size = before.length;
    const moved = this.#moved;
    this.#places = new Int32Array(this.size * moved);
    this.#sources = new Int32Array(this.size * moved);
    for (let element = 0; element < this.size; element++) {
      const places = this.generators[last[element] ?? 0]?.places;
      for (let position = 0; position < moved; position++) {
        const halfWay = this.#places[(before[element] ?? 0) * moved + position] ?? 0;
        const place = element === identity ? position : (places?.[halfWay] ?? halfWay);
        this.#places[element * moved + position] = place;
        this.#sources[element * moved + place] = position;
      }
    }
    this.#images = Array.from({ length: moved }, () => []);
    const positions = Array.from({ length: moved }, (_, position) => position);
    const stays = (position: number): boolean =>
      this.generators.every(({ places }) => places[position] === position);
    this.#fixed = new FixedPlaces(positions.filter(stays), this.size);
    this.#loose = positions.filter((position) => !stays(position));
  }

  /** The position that comes to a place under an element. */
  sourceOf(element: number, place: number): number {
    return place < this.#moved ? (this.#sources[element * this.#moved + place] ?? place) : place;
  }

  /** The place to which a position moves under an element. */
  placeOf(element: number, position: number): number {
    return position < this.#moved ? (this.#places[element * this.#moved + position] ?? position) : position;
  }

  /** What stands at a place in the element's image of the vector. */
  imageAt(element: number, place: number, vector: Int32Array): number {
    if (place >= this.#moved) return vector[place] ?? 0;
    const source = this.#sources[element * this.#moved + place] ?? 0;
    return this.localImage(element, source, vector[source] ?? 0);
  }

  /** The element's image of the vector, written into `image`. */
  imageOf(element: number, vector: Int32Array, image: Int32Array): void {
    for (let place = 0; place < vector.length; place++) image[place] = this.imageAt(element, place, vector);
  }

  /** Image of a position's local state, at the place to which the position moves. */
  localImage(element: number, position: number, local: number): number {
    return this.#rowOf(position, local)[element] ?? local;
  }

  /** Image of an event of a component, at the place to which the component moves. */
  eventImage(element: number, component: number, event: number): number {
    if (element === identity) return event;
    const before = this.#before[element] ?? 0;
    const half = this.eventImage(before, component, event);
    const generator = this.generators[this.#last[element] ?? 0];
    return generator?.eventImage(this.placeOf(before, component), half) ?? half;
  }

  /** Replaces the vector by the least of its images; how many different images it has. */
  canonicalize(vector: Int32Array): number {
    const rows = this.#rows;
    const sources = this.#sources;
    const best = this.#best;
    const moved = this.#moved;
    const loose = this.#loose;
    for (let position = 0; position < moved; position++)
      rows[position] = this.#rowOf(position, vector[position] ?? 0);
    const elements = this.#fixed.least(vector, rows, best);
    let equal = 0;
    for (let i = 0; i < elements.length; i++) {
      const element = elements[i] ?? 0;
      let at = 0;
      for (; at < loose.length; at++) {
        const place = loose[at] ?? 0;
        const value = rows[sources[element * moved + place] ?? 0]?.[element] ?? 0;
        if (i > 0 && value === best[place]) continue;
        if (i > 0 && value > (best[place] ?? 0)) break;
        best[place] = value;
        for (at++; at < loose.length; at++) {
          const rest = loose[at] ?? 0;
          best[rest] = rows[sources[element * moved + rest] ?? 0]?.[element] ?? 0;
        }
        equal = 0;
      }
      if (at >= loose.length) equal++;
    }
    for (let position = 0; position < moved; position++) vector[position] = best[position] ?? 0;
    return this.size / equal;
  }

  /** An element that takes one vector to the other, or -1. */
  elementBetween(from: Int32Array, to: Int32Array): number {
    for (let element = 0; element < this.size; element++) {
      if (to.every((value, place) => this.imageAt(element, place, from) === value)) return element;
    }
    return -1;
  }

  #rowOf(position: number, local: number): Int32Array {
    return this.#images[position]?.[local] ?? this.#computeRow(position, local);
  }

  #computeRow(position: number, local: number): Int32Array {
    const row = new Int32Array(this.size);
    row[identity] = local;
    for (let element = 1; element < this.size; element++) {
      const before = this.#before[element] ?? 0;
      const half = row[before] ?? 0;
      const generator = this.generators[this.#last[element] ?? 0];
      row[element] = generator?.localImage(this.placeOf(before, position), half) ?? half;
    }
    const rows = this.#images[position];
    if (rows !== undefined) rows[local] = row;
    return row;
  }
}

/** Every product of the permutations once, shorter products first; element 0 is the empty one. */
function closure(permutations: readonly NamePermutation[]): { before: number[]; last: number[] } {
  const names = [...new Set(permutations.flatMap(({ images }) => [...images.keys()]))];
  const elements: (readonly string[])[] = [names];
  const known = new Set([JSON.stringify(names)]);
  const before = [identity];
  const last = [-1];
  for (let element = 0; element < elements.length; element++) {
    permutations.forEach(({ images }, generator) => {
      const product = (elements[element] ?? []).map((name) => images.get(name) ?? name);
      const key = JSON.stringify(product);
      if (known.has(key)) return;
      known.add(key);
      elements.push(product);
      before.push(element);
      last.push(generator);
    });
  }
  return { before, last };
}

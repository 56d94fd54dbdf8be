/**
 * Whether renaming twice renames as it should: in a group, the product of any two generators has an order, and applying
 * it so often changes nothing. For exchanges of neighbours, for the shifts of a ring and for independent sets of both,
 * these rules define the group (the Coxeter presentation of the symmetric group), so that an action that obeys them is
 * an action of the group: every element has the same images however it is put together.
 */
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import { asymmetryAt } from './asymmetry.ts';
import type { GeneratorAction } from './generator-action.ts';
import type { NamePermutation } from './name-permutations.ts';

interface Relation {
  readonly first: number;
  readonly second: number;
  readonly order: number;
}

export class RelationGuard {
  readonly #stepper: TabulatedStepper;
  readonly #generators: readonly GeneratorAction[];
  readonly #relations: readonly Relation[];

  constructor(
    stepper: TabulatedStepper,
    generators: readonly GeneratorAction[],
    permutations: readonly NamePermutation[],
  ) {
    this.#stepper = stepper;
    this.#generators = generators;
    this.#relations = relationsOf(permutations);
  }

  /** @throws CheckerError MODEL_NOT_SYMMETRIC, ObserverAsymmetry */
  verifyLocal(position: number, local: number): void {
    const offender = this.#offender(position, local, (by, at, id) => by.localImage(at, id));
    if (offender === undefined) return;
    const what = 'is renamed inconsistently: renaming back and forth does not give the same';
    throw asymmetryAt(this.#stepper, offender, position, what);
  }

  /** @throws CheckerError MODEL_NOT_SYMMETRIC */
  verifyEvent(component: number, event: number): void {
    const offender = this.#offender(component, event, (by, at, id) => by.eventImage(at, id));
    if (offender === undefined) return;
    const said = this.#stepper.chosenEvent(component, event).event;
    throw asymmetryAt(
      this.#stepper,
      offender,
      component,
      'has an event that is renamed inconsistently',
      said,
    );
  }

  /** A generator in whose rules the thing with an id at a position does not come back to itself. */
  #offender(
    position: number,
    id: number,
    apply: (generator: GeneratorAction, position: number, id: number) => number,
  ): GeneratorAction | undefined {
    for (const { first, second, order } of this.#relations) {
      const generator = this.#generators[first];
      const other = second < 0 ? undefined : this.#generators[second];
      if (generator === undefined) continue;
      let at = position;
      let now = id;
      for (let round = 0; round < order; round++) {
        now = apply(generator, at, now);
        at = generator.places[at] ?? at;
        if (other === undefined) continue;
        now = apply(other, at, now);
        at = other.places[at] ?? at;
      }
      if (at !== position || now !== id) return generator;
    }
    return undefined;
  }
}

/** One rule for each pair of generators, a generator and itself included. */
function relationsOf(permutations: readonly NamePermutation[]): readonly Relation[] {
  const names = [...new Set(permutations.flatMap(({ images }) => [...images.keys()]))];
  return permutations.flatMap((first, a) =>
    permutations.slice(a).map((second, offset) => {
      const after = (name: string): string => {
        const once = first.images.get(name) ?? name;
        return offset === 0 ? once : (second.images.get(once) ?? once);
      };
      let order = 1;
      let images = names.map(after);
      while (images.some((image, at) => image !== names[at])) {
        images = images.map(after);
        order++;
      }
      return { first: a, second: offset === 0 ? -1 : a + offset, order };
    }),
  );
}

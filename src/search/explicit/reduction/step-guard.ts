/** Verifies that local steps and their images agree: where they lead to, and what they send. */
import { ByteColumn } from '../../../system/byte-column.ts';
import { refused } from '../../../system/local-table.ts';
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import { machineFailure } from '../machine-failure.ts';
import { asymmetryAt } from './asymmetry.ts';
import type { GeneratorAction } from './generator-action.ts';
import type { RelationGuard } from './relations.ts';

const met = 1;
/** A permutation changes the order in which what a step sends is delivered. */
const reordered = 2;

export class StepGuard {
  readonly #stepper: TabulatedStepper;
  readonly #generators: readonly GeneratorAction[];
  readonly #relations: RelationGuard;
  /** By component: `met` or `reordered` of its local steps. */
  readonly #steps: readonly ByteColumn[];

  constructor(stepper: TabulatedStepper, generators: readonly GeneratorAction[], relations: RelationGuard) {
    this.#stepper = stepper;
    this.#generators = generators;
    this.#relations = relations;
    this.#steps = stepper.system.components.map(() => new ByteColumn());
  }

  /** The local step, or `refused`, also if the machine fails to take it. */
  stepOf(component: number, local: number, event: number): number {
    try {
      return this.#stepper.table(component).stepOf(local, event);
    } catch (error) {
      machineFailure(error);
      return refused;
    }
  }

  /** Verifies a local step in all its images; true if some of them deliver what it sends in another order. */
  meet(component: number, step: number): boolean {
    const known = this.#steps[component]?.get(step) ?? 0;
    if (known !== 0) return known === reordered;
    const orbit: (readonly [number, number])[] = [[component, step]];
    this.#steps[component]?.set(step, met);
    let changesOrder = false;
    for (let next = 0; next < orbit.length; next++) {
      const [at, taken] = orbit[next] ?? [component, step];
      for (const generator of this.#generators) {
        const image = this.imageOf(generator, at, taken);
        if (this.#changesOrder(generator, at, taken, image)) changesOrder = true;
        const place = generator.places[at] ?? at;
        if (this.#steps[place]?.get(image) !== 0) continue;
        this.#steps[place]?.set(image, met);
        orbit.push([place, image]);
      }
    }
    if (changesOrder) for (const [at, taken] of orbit) this.#steps[at]?.set(taken, reordered);
    return changesOrder;
  }

  /** The step that the image of a local state takes on the image of the event. */
  imageOf(generator: GeneratorAction, component: number, step: number): number {
    const table = this.#stepper.table(component);
    const place = generator.places[component] ?? component;
    const target = this.#stepper.table(place);
    const event = table.eventOf(step);
    const said = this.#stepper.chosenEvent(component, event).event;
    const image = this.stepOf(
      place,
      generator.localImage(component, table.beforeOf(step)),
      generator.eventImage(component, event),
    );
    if (image === refused)
      throw asymmetryAt(this.#stepper, generator, component, 'takes an event whose image is refused', said);
    if (target.nextOf(image) !== generator.localImage(component, table.nextOf(step)))
      throw asymmetryAt(
        this.#stepper,
        generator,
        component,
        'takes an event to another state than its image',
        said,
      );
    this.#relations.verifyEvent(component, event);
    return image;
  }

  /** Whether the image sends the same messages in another order than the step. */
  #changesOrder(generator: GeneratorAction, component: number, step: number, image: number): boolean {
    const place = generator.places[component] ?? component;
    const route = this.#stepper.routeOf(component, step);
    const ofImage = this.#stepper.routeOf(place, image);
    const pairs: string[] = [];
    const pairsOfImage: string[] = [];
    for (let i = 0; i < route.length; i += 2) {
      const target = route[i] ?? 0;
      const event = generator.eventImage(target, route[i + 1] ?? 0);
      pairs.push(`${String(generator.places[target])} ${String(event)}`);
    }
    for (let i = 0; i < ofImage.length; i += 2)
      pairsOfImage.push(`${String(ofImage[i])} ${String(ofImage[i + 1])}`);
    if (pairs.length === pairsOfImage.length && pairs.every((pair, at) => pair === pairsOfImage[at]))
      return false;
    if (pairs.sort().join() === pairsOfImage.sort().join()) return true;
    const { event } = this.#stepper.chosenEvent(component, this.#stepper.table(component).eventOf(step));
    throw asymmetryAt(this.#stepper, generator, component, 'sends other messages than its image', event);
  }
}

/**
 * Verifies a declared symmetry on everything that a search meets, instead of believing it.
 *
 * What a system does is put together from local facts, which are tabulated: which events a component's local state
 * offers and at which cost, what a local step leads to and what it sends, what an observer makes of it, what a
 * requirement says of a local state. If every fact and its image under every generator agree, and the images' images
 * too, then steps of whole states and their images agree under all permutations: every step is such local steps, one
 * sent by the other. So each fact is followed through all its images when it is first met; that is few facts compared
 * with states. The proof is complete save where a message goes to several components and a permutation changes their
 * order; such steps are taken again on every image of the whole state.
 */
import { ByteColumn } from '../../../system/byte-column.ts';
import { refused } from '../../../system/local-table.ts';
import { PairTable } from '../../../system/pair-table.ts';
import type { CompiledChoice, TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import { machineFailure } from '../machine-failure.ts';
import { asymmetryAt } from './asymmetry.ts';
import type { GeneratorAction } from './generator-action.ts';
import type { NamePermutation } from './name-permutations.ts';
import { RelationGuard } from './relations.ts';
import { RequirementPairs } from './requirement-pairs.ts';
import { StepGuard } from './step-guard.ts';
import type { SymmetryGroup } from './symmetry-group.ts';

const met = 1;

export class SymmetryGuard {
  readonly #stepper: TabulatedStepper;
  readonly #group: SymmetryGroup;
  readonly #relations: RelationGuard;
  readonly #stepGuard: StepGuard;
  /** By position: local states met. */
  readonly #locals: readonly ByteColumn[];
  /** By observer: (local state, delivery) met. */
  readonly #observations: readonly PairTable[];
  readonly #requirements: RequirementPairs;
  readonly #image: Int32Array;
  readonly #imageAfter: Int32Array;

  constructor(
    stepper: TabulatedStepper,
    group: SymmetryGroup,
    permutations: readonly NamePermutation[],
    width: number,
  ) {
    this.#stepper = stepper;
    this.#group = group;
    this.#relations = new RelationGuard(stepper, group.generators, permutations);
    this.#stepGuard = new StepGuard(stepper, group.generators, this.#relations);
    this.#locals = Array.from({ length: stepper.width }, () => new ByteColumn());
    this.#observations = stepper.observers.map(() => new PairTable(64));
    this.#requirements = new RequirementPairs(stepper);
    this.#image = new Int32Array(width);
    this.#imageAfter = new Int32Array(width);
  }

  /** @throws CheckerError MODEL_NOT_SYMMETRIC, ObserverAsymmetry if a permutation changes the initial state. */
  meetInitial(vector: Int32Array): void {
    const components = this.#stepper.system.components.length;
    for (const generator of this.#group.generators) {
      generator.places.forEach((place, position) => {
        if (generator.localImage(position, vector[position] ?? 0) !== vector[place]) {
          throw asymmetryAt(this.#stepper, generator, position, 'does not begin as its image does');
        }
        if (position >= components) return;
        const interested = this.#stepper.observersOf(position).map((at) => generator.places[components + at]);
        const ofImage = this.#stepper.observersOf(place).map((at) => components + at);
        if (interested.length === ofImage.length && ofImage.every((at) => interested.includes(at))) return;
        const [observer = 0] = [...this.#stepper.observersOf(position), ...this.#stepper.observersOf(place)];
        throw asymmetryAt(this.#stepper, generator, components + observer, '');
      });
    }
  }

  /** A component is in this local state: verifies what the environment may do to it, in all its images. */
  meetLocal(component: number, local: number): void {
    if (this.#locals[component]?.get(local) === met) return;
    this.#followLocal(component, local);
  }

  /**
   * Verifies the deliveries of the step that the stepper took last. True if the step must be verified as a whole.
   * @param before the vector that the step was taken from.
   */
  meetDeliveries(before: Int32Array): boolean {
    const stepper = this.#stepper;
    let whole = false;
    for (let i = 0; i < stepper.deliveryCount; i++) {
      const component = stepper.deliveryComponents[i] ?? 0;
      const step = stepper.deliverySteps[i] ?? 0;
      if (this.#stepGuard.meet(component, step)) whole = true;
    }
    const base = stepper.system.components.length;
    for (let observer = 0; observer < stepper.observers.length; observer++) {
      let local = before[base + observer] ?? 0;
      for (let i = 0; i < stepper.deliveryCount; i++) {
        const component = stepper.deliveryComponents[i] ?? 0;
        if (!stepper.observersOf(component).includes(observer)) continue;
        const step = stepper.deliverySteps[i] ?? 0;
        this.#followObservation(observer, local, component, step);
        local = stepper.observe(observer, local, component, step);
      }
    }
    return whole;
  }

  /** Takes the step again in every image of the state. */
  verifyWhole(before: Int32Array, component: number, event: number, after: Int32Array): void {
    const group = this.#group;
    for (let element = 1; element < group.size; element++) {
      group.imageOf(element, before, this.#image);
      group.imageOf(element, after, this.#imageAfter);
      // Costs do not move and have been compared: only what the machines and observers did is of interest here.
      this.#image.set(this.#imageAfter.subarray(this.#stepper.width), this.#stepper.width);
      const place = group.placeOf(element, component);
      const taken = this.#takes(this.#image, place, group.eventImage(element, component, event));
      const differs = this.#image.findIndex((value, position) => value !== this.#imageAfter[position]);
      if (taken && differs < 0) continue;
      const generator = group.generators[0];
      if (generator === undefined) return;
      const said = this.#stepper.chosenEvent(component, event).event;
      if (differs >= this.#stepper.system.components.length)
        throw asymmetryAt(this.#stepper, generator, differs, '');
      throw asymmetryAt(
        this.#stepper,
        generator,
        component,
        'does otherwise where messages arrive in another order',
        said,
      );
    }
  }

  #takes(vector: Int32Array, component: number, event: number): boolean {
    try {
      return this.#stepper.step(vector, component, event);
    } catch (error) {
      machineFailure(error);
      return false;
    }
  }

  #followLocal(component: number, local: number): void {
    const pending: (readonly [number, number])[] = [[component, local]];
    this.#locals[component]?.set(local, met);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [at, state] = next;
      this.#relations.verifyLocal(at, state);
      this.#requirements.meetLocal(at, state, (generator) =>
        asymmetryAt(this.#stepper, generator, at, 'is required to be in other states than its image'),
      );
      for (const generator of this.#group.generators) {
        this.#compareChoices(generator, at, state);
        const place = generator.places[at] ?? at;
        const image = generator.localImage(at, state);
        if (this.#locals[place]?.get(image) === met) continue;
        this.#locals[place]?.set(image, met);
        pending.push([place, image]);
      }
    }
  }

  /** Choices that the machine takes. One that makes it fail is none: where it is possible, whoever takes it is told. */
  #takenChoices(component: number, local: number): readonly CompiledChoice[] {
    return this.#stepper
      .candidates(component, local)
      .filter(({ event }) => this.#stepGuard.stepOf(component, local, event) !== refused);
  }

  #compareChoices(generator: GeneratorAction, component: number, local: number): void {
    const place = generator.places[component] ?? component;
    const ofImage = [...this.#takenChoices(place, generator.localImage(component, local))];
    const own = this.#takenChoices(component, local);
    for (const choice of own) {
      const event = generator.eventImage(component, choice.event);
      const said = choice.choice.event;
      const at = ofImage.findIndex((other) => other.event === event && sameCost(choice, other));
      const [image] = at < 0 ? [] : ofImage.splice(at, 1);
      if (image === undefined)
        throw asymmetryAt(this.#stepper, generator, component, 'has a choice that its image has not', said);
      this.#requirements.meetPair(generator, choice.choice.requires, image.choice.requires, () =>
        asymmetryAt(
          this.#stepper,
          generator,
          component,
          'has a choice that requires something else than its image',
          said,
        ),
      );
    }
    const [more] = ofImage;
    if (more !== undefined)
      throw asymmetryAt(
        this.#stepper,
        generator,
        place,
        'has a choice more than what it is the image of',
        more.choice.event,
      );
    const table = this.#stepper.table(component);
    for (const { event } of own) this.#stepGuard.meet(component, table.stepOf(local, event));
  }

  #followObservation(observer: number, local: number, component: number, step: number): void {
    const components = this.#stepper.system.components.length;
    if (!this.#isNewObservation(observer, local, component, step)) return;
    const pending = [[observer, local, component, step] as const];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [by, before, at, taken] = next;
      this.#relations.verifyLocal(components + by, before);
      const after = this.#stepper.observe(by, before, at, taken);
      for (const generator of this.#group.generators) {
        const place = generator.places[at] ?? at;
        const image = (generator.places[components + by] ?? 0) - components;
        const imageBefore = generator.localImage(components + by, before);
        const imageStep = this.#stepGuard.imageOf(generator, at, taken);
        const imageAfter = this.#stepper.observe(image, imageBefore, place, imageStep);
        if (imageAfter !== generator.localImage(components + by, after))
          throw asymmetryAt(this.#stepper, generator, components + by, '');
        if (this.#isNewObservation(image, imageBefore, place, imageStep))
          pending.push([image, imageBefore, place, imageStep]);
      }
    }
  }

  #isNewObservation(observer: number, local: number, component: number, step: number): boolean {
    const table = this.#observations[observer];
    if (table === undefined) return false;
    const { size } = table;
    return table.idOf(local, step * this.#stepper.system.components.length + component) === size;
  }
}

function sameCost(a: CompiledChoice, b: CompiledChoice): boolean {
  return (
    a.cost.length === b.cost.length &&
    a.cost.every(([budget, amount]) => b.cost.some(([other, cost]) => other === budget && cost === amount))
  );
}

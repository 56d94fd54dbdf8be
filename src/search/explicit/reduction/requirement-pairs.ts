/**
 * Requirements of choices and of the choices' images must say the same of a local state and its image. Pairs of them
 * and local states turn up in any order; each pair is asked about each local state once.
 */
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import type { LocalSnapshot, Requirement } from '../../../system/vocabulary.ts';
import type { GeneratorAction } from './generator-action.ts';

interface Pair {
  readonly generator: GeneratorAction;
  /** Of the component, and of the component whose place it takes. */
  readonly own: readonly Requirement[];
  readonly ofImage: readonly Requirement[];
}

type Requirements = readonly Requirement[] | undefined;
const nothing: readonly Requirement[] = [];

export class RequirementPairs {
  readonly #stepper: TabulatedStepper;
  /** By component. */
  readonly #pairs: readonly Pair[][];
  readonly #locals: readonly number[][];
  readonly #met = new Map<
    GeneratorAction,
    WeakMap<readonly Requirement[], WeakSet<readonly Requirement[]>>
  >();

  constructor(stepper: TabulatedStepper) {
    this.#stepper = stepper;
    this.#pairs = stepper.system.components.map(() => []);
    this.#locals = stepper.system.components.map(() => []);
  }

  /** What a choice requires and what its image requires. */
  meetPair(
    generator: GeneratorAction,
    own: Requirements = nothing,
    ofImage: Requirements = nothing,
    error: () => Error,
  ): void {
    if (own.length === 0 && ofImage.length === 0) return;
    const byOwn =
      this.#met.get(generator) ?? new WeakMap<readonly Requirement[], WeakSet<readonly Requirement[]>>();
    this.#met.set(generator, byOwn);
    const known = byOwn.get(own) ?? new WeakSet();
    byOwn.set(own, known);
    if (known.has(ofImage)) return;
    known.add(ofImage);
    for (const { index } of this.#stepper.system.components) {
      const pair: Pair = {
        generator,
        own: this.#about(own, index),
        ofImage: this.#about(ofImage, generator.places[index] ?? index),
      };
      if (pair.own.length === 0 && pair.ofImage.length === 0) continue;
      this.#pairs[index]?.push(pair);
      for (const local of this.#locals[index] ?? []) if (!this.#agree(pair, index, local)) throw error();
    }
  }

  meetLocal(component: number, local: number, error: (generator: GeneratorAction) => Error): void {
    this.#locals[component]?.push(local);
    for (const pair of this.#pairs[component] ?? [])
      if (!this.#agree(pair, component, local)) throw error(pair.generator);
  }

  #about(requirements: readonly Requirement[], component: number): readonly Requirement[] {
    const id = this.#stepper.system.componentIds[component];
    return requirements.filter((requirement) => requirement.component === id);
  }

  #agree({ generator, own, ofImage }: Pair, component: number, local: number): boolean {
    const place = generator.places[component] ?? component;
    return (
      this.#allHold(own, component, local) ===
      this.#allHold(ofImage, place, generator.localImage(component, local))
    );
  }

  #allHold(requirements: readonly Requirement[], component: number, local: number): boolean {
    const snapshot = this.#stepper.table(component).snapshotOf(local) as LocalSnapshot<never>;
    return requirements.every(({ holds }) => holds(snapshot));
  }
}

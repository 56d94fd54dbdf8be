/**
 * What one permutation of names does to state vectors: which position takes the place of which, and the number of every
 * local state's image in the table of the place that it moves to. Images are computed once, when first asked for.
 */
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import type { MachineEvent } from '../../../system/vocabulary.ts';
import { IdColumn } from './id-column.ts';
import type { NamePermutation } from './name-permutations.ts';

export class GeneratorAction {
  readonly permutation: NamePermutation;
  /** By position of a component or observer: the position whose place it takes. */
  readonly places: Int32Array;
  readonly #stepper: TabulatedStepper;
  readonly #locals: readonly IdColumn[];
  readonly #events: readonly IdColumn[];

  constructor(stepper: TabulatedStepper, permutation: NamePermutation) {
    this.#stepper = stepper;
    this.permutation = permutation;
    const ids = [...stepper.system.componentIds, ...stepper.observers.map(({ definition }) => definition.id)];
    this.places = Int32Array.from(ids, (id) => stepper.positionOf(this.#rename(id)));
    this.#locals = ids.map(() => new IdColumn());
    this.#events = stepper.system.components.map(() => new IdColumn());
  }

  /** Local state that the position's local state becomes, at the place to which it moves. */
  localImage(position: number, local: number): number {
    const column = this.#locals[position];
    if (column === undefined) return local;
    const known = column.get(local);
    if (known >= 0) return known;
    const image = this.#computeLocal(position, local);
    column.set(local, image);
    return image;
  }

  /** The event that an event of the component becomes, at the place to which the component moves. */
  eventImage(component: number, event: number): number {
    const column = this.#events[component];
    const known = column?.get(event) ?? -1;
    if (known >= 0) return known;
    const { renaming } = this.permutation.symmetry;
    const id = this.#stepper.system.componentIds[component] ?? '';
    const given = this.#stepper.values.valueOf(event) as MachineEvent;
    const image = this.#stepper.values.idOf(renaming.event(given, this.#rename, id));
    column?.set(event, image);
    return image;
  }

  #computeLocal(position: number, local: number): number {
    const stepper = this.#stepper;
    const { renaming } = this.permutation.symmetry;
    const place = this.places[position] ?? position;
    const components = stepper.system.components.length;
    if (position < components) {
      const snapshot = stepper.table(position).snapshotOf(local);
      const id = stepper.system.componentIds[position] ?? '';
      return stepper.table(place).localOf(renaming.snapshot(snapshot, this.#rename, id));
    }
    const observer = stepper.observers[position - components];
    const target = stepper.observers[place - components];
    if (observer === undefined || target === undefined) throw new RangeError(`position ${String(position)}`);
    return target.localOf(renaming.observer(observer.stateOf(local), this.#rename, observer.definition.id));
  }

  readonly #rename = (text: string): string => this.permutation.images.get(text) ?? text;
}

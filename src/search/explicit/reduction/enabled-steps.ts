/** The steps that the environment may choose in the state at hand. */
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import type { LocalSuccessors, SuccessorTables } from '../successors.ts';

export class EnabledSteps {
  count = 0;
  /** By step, those of one component in a row: the component, and which of its local state's successors it is. */
  components = new Int32Array(64);
  indices = new Int32Array(64);
  /** By component: successors of its local state. */
  readonly present: LocalSuccessors[] = [];
  readonly #stepper: TabulatedStepper;
  readonly #successors: SuccessorTables;

  constructor(stepper: TabulatedStepper, successors: SuccessorTables) {
    this.#stepper = stepper;
    this.#successors = successors;
  }

  collect(vector: Int32Array): void {
    let count = 0;
    for (let component = 0; component < this.#stepper.system.components.length; component++) {
      const successors = this.#successors.of(component, vector[component] ?? 0);
      this.present[component] = successors;
      if (count + successors.count > this.components.length) this.#grow(count + successors.count);
      for (let i = 0; i < successors.count; i++) {
        const needs = successors.condition[i] ?? -1;
        const conditions = needs < 0 ? undefined : successors.conditions[needs];
        if (conditions !== undefined && !this.#successors.allowed(conditions, vector)) continue;
        this.components[count] = component;
        this.indices[count] = i;
        count++;
      }
    }
    this.count = count;
  }

  #grow(atLeast: number): void {
    const length = Math.max(atLeast, this.components.length * 2);
    const components = new Int32Array(length);
    components.set(this.components);
    this.components = components;
    const indices = new Int32Array(length);
    indices.set(this.indices);
    this.indices = indices;
  }
}

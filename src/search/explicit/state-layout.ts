/** What the positions of a state vector stand for: components, observers, then what is left of each bounded budget. */
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';

export class StateLayout {
  /** Bounded budgets, in the order of their positions. */
  readonly budgets: readonly (readonly [name: string, amount: number])[];
  /** Position of what is left of each of them. */
  readonly budgetPositions: ReadonlyMap<string, number>;
  /** Length of a state vector. */
  readonly width: number;
  readonly #stepper: TabulatedStepper;

  constructor(stepper: TabulatedStepper, budgets: Readonly<Record<string, number | 'unlimited'>>) {
    this.#stepper = stepper;
    this.budgets = Object.entries(budgets).flatMap(([name, amount]) =>
      amount === 'unlimited' ? [] : [[name, amount] as const],
    );
    this.budgetPositions = new Map(this.budgets.map(([name], index) => [name, stepper.width + index]));
    this.width = stepper.width + this.budgets.length;
  }

  /** The initial state; a new vector. */
  initial(): Int32Array {
    const vector = new Int32Array(this.width);
    vector.set(this.#stepper.initial());
    this.budgets.forEach(([, amount], index) => {
      vector[this.#stepper.width + index] = amount;
    });
    return vector;
  }
}

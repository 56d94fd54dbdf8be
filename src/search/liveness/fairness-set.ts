/** A fairness set with its names resolved: class i of the set is bit i of every mask. */
import { CheckerError } from '../../errors/checker-error.ts';
import type { EventuallyCheck, LeadsToCheck } from '../../property/definition.ts';
import type { System } from '../../system/define-system.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { Choice, FairnessClass } from '../../system/vocabulary.ts';

export type LivenessCheck = LeadsToCheck | EventuallyCheck;

const usualSet = 'F1';

/**
 * Name of the fairness set that the check assumes: its own, else `F1`, else the first. Undefined if the system has none,
 * in which case nothing at all need ever happen.
 * @throws CheckerError USAGE_UNKNOWN_NAME if the check names a set that the system does not have.
 */
export function fairnessNameFor(system: System, check: LivenessCheck): string | undefined {
  const names = Object.keys(system.fairness);
  if (check.fairness === undefined) return names.includes(usualSet) ? usualSet : names[0];
  if (names.includes(check.fairness)) return check.fairness;
  throw new CheckerError(
    'USAGE_UNKNOWN_NAME',
    `system "${system.name}" has no fairness set "${check.fairness}"`,
    {
      expected: names.length === 0 ? 'a check that names no set' : names.join(', '),
      received: check.fairness,
    },
  );
}

export class FairnessSet {
  readonly classes: readonly FairnessClass[];
  /** Bits of the weak and of the strong classes. */
  readonly weak: number;
  readonly strong: number;
  /** Per component: bits by event class. */
  readonly #bitsOf: readonly ReadonlyMap<string, number>[];
  /** Classes with a condition, as a choice that has it, so that the stepper's table of requirements serves here too. */
  readonly #conditional: readonly { readonly bit: number; readonly choice: Choice }[];
  readonly #unconditional: number;
  readonly #stepper: TabulatedStepper;

  constructor(stepper: TabulatedStepper, classes: readonly FairnessClass[]) {
    this.#stepper = stepper;
    this.classes = classes;
    const bitsWhere = (holds: (given: FairnessClass) => boolean): number =>
      classes.reduce((bits, given, index) => (holds(given) ? bits | (1 << index) : bits), 0);
    this.weak = bitsWhere(({ strength }) => strength === 'weak');
    this.strong = bitsWhere(({ strength }) => strength === 'strong');
    this.#unconditional = bitsWhere(({ when = [] }) => when.length === 0);
    this.#conditional = classes.flatMap(({ name, when = [] }, index) =>
      when.length === 0 ? [] : [{ bit: 1 << index, choice: { event: { type: name }, requires: when } }],
    );
    const bitsOf = stepper.system.components.map(() => new Map<string, number>());
    classes.forEach(({ component, eventClasses }, index) => {
      const bits = bitsOf[stepper.system.indexOf(component)];
      for (const eventClass of eventClasses)
        bits?.set(eventClass, (bits.get(eventClass) ?? 0) | (1 << index));
    });
    this.#bitsOf = bitsOf;
  }

  /** Bits of the classes whose condition holds in the state; steps from it count as taking no others. */
  openIn(vector: Int32Array): number {
    let bits = this.#unconditional;
    for (const { bit, choice } of this.#conditional) {
      if (this.#stepper.requirementsHold(choice, vector)) bits |= bit;
    }
    return bits;
  }

  /** Bits of the classes that a step of this event class takes, conditions aside. */
  takenBy(component: number, eventClass: string): number {
    return this.#bitsOf[component]?.get(eventClass) ?? 0;
  }
}

/** What is thrown where a declared symmetry turns out not to be there. */
import { CheckerError } from '../../../errors/checker-error.ts';
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import type { Symmetry } from '../../../system/vocabulary.ts';
import type { GeneratorAction } from './generator-action.ts';
import type { NamePermutation } from './name-permutations.ts';

/** An observer treats names differently: no mistake of the system, but a search with it cannot use the symmetry. */
export class ObserverAsymmetry extends Error {
  readonly observer: string;
  /** What it has no part in. */
  readonly symmetry: Symmetry;

  constructor(observer: string, { label, symmetry }: NamePermutation) {
    super(`observer ${observer} is not symmetric under ${label}`);
    this.observer = observer;
    this.symmetry = symmetry;
  }
}

/**
 * The error for a position of the state vector whose image is another.
 * @param what is different, as the end of a sentence about the component.
 */
export function asymmetryAt(
  { system, observers }: TabulatedStepper,
  { permutation }: GeneratorAction,
  position: number,
  what: string,
  event?: unknown,
): Error {
  const observer = observers[position - system.components.length];
  if (observer !== undefined) return new ObserverAsymmetry(observer.definition.id, permutation);
  return notSymmetric(system.name, permutation.label, system.componentIds[position] ?? '', what, event);
}

function notSymmetric(
  system: string,
  permutation: string,
  component: string,
  what: string,
  event?: unknown,
): CheckerError {
  const received = event === undefined ? {} : { received: JSON.stringify(event) };
  return new CheckerError(
    'MODEL_NOT_SYMMETRIC',
    `system "${system}" is not symmetric under ${permutation}: ${component} ${what}`,
    {
      at: component,
      ...received,
      hint: 'correct the declaration (its components, and how data are renamed), or search without symmetry',
    },
  );
}

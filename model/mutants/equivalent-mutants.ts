/**
 * Mutants that no property can kill because the mutated machines do what the sound ones do, as far as anything can tell. Each
 * with the reason; one that is killed after all is an error of this list.
 */
export interface EquivalentMutant {
  /** As `ics-check mutants` calls it: `<machine>/<guard or action>=true|false|dropped`. */
  readonly mutant: string;
  /** Why nothing tells it from the sound machine. */
  readonly why: string;
}

export const equivalentMutants: readonly EquivalentMutant[] = [];

/** Searches a standard model and judges its properties, as the tests of the models need it. */
import type { LivenessOutcome } from '../../src/search/liveness/find-fair-lassos.ts';
import { findFairLassos } from '../../src/search/liveness/find-fair-lassos.ts';
import type { PropertyDefinition } from '../../src/property/definition.ts';
import { SafetySearch } from '../../src/search/explicit/safety-search.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { TabulatedStepper } from '../../src/system/tabulated-stepper.ts';
import type { SystemDefinition } from '../../src/system/vocabulary.ts';
import type { Counts } from './naive-search.ts';

export interface CheckedModel {
  readonly search: SafetySearch;
  readonly counts: Counts;
  /** Of the liveness properties, by id. */
  readonly liveness: ReadonlyMap<string, LivenessOutcome>;
  /** Ids of the other properties that are violated, or reached if that is what they ask. */
  readonly hits: readonly string[];
}

/** @param fairness the set that all liveness properties assume, if not the usual one. */
export async function checkModel(
  definition: SystemDefinition,
  properties: readonly PropertyDefinition<unknown>[] = [],
  fairness?: string,
): Promise<CheckedModel> {
  const owners = properties.flatMap((property) =>
    property.checks(undefined).map((check) => ({ property, check })),
  );
  const checks = owners.map(({ check }) =>
    fairness !== undefined && (check.kind === 'leadsTo' || check.kind === 'eventually')
      ? { ...check, fairness }
      : check,
  );
  const stepper = new TabulatedStepper(defineSystem(definition), {
    observers: checks.flatMap(({ observers = [] }) => observers),
  });
  const search = new SafetySearch(stepper, checks, definition.budgets ?? {});
  await search.run({ maxStates: Infinity, stopReason: () => undefined });
  const idOf = (check: number): string => owners[check]?.property.id ?? '';
  const outcomes = await findFairLassos(search);
  return {
    search,
    counts: { distinct: search.store.size, generated: search.generated, depth: search.depth },
    liveness: new Map(outcomes.map((outcome) => [idOf(outcome.check), outcome])),
    hits: checks.flatMap((_, check) => (search.hit(check) ? [idOf(check)] : [])),
  };
}

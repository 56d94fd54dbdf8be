/** Which reductions are sound for a pass, and worth preparing. */
import type { Check } from '../../../property/definition.ts';
import type { System } from '../../../system/define-system.ts';
import type { Reduction } from '../explicit-options.ts';
import { AbstractBehaviour } from './abstract-behaviour.ts';
import { generatingPermutations } from './name-permutations.ts';
import type { ReductionPlan } from './reduced-search.ts';

export interface PlannedReductions {
  readonly plan: ReductionPlan;
  /** Why a reduction has no part in the plan though nobody asked to leave it out. */
  readonly notes: readonly string[];
}

/** How much of what components may do is looked at before partial-order reduction is given up. */
const limits = { maxPairs: 30_000, maxCharacters: 10_000_000, maxSeconds: 60 };

const behaviours = new WeakMap<System, AbstractBehaviour>();

/** @param observers ids of those that take part in the pass. */
export function planReductions(
  system: System,
  checks: readonly Check[],
  observers: readonly string[],
  without: readonly Reduction[],
): PlannedReductions {
  // A fair loop may need every order of events, and names that differ along it: neither reduction keeps them.
  if (checks.some(({ kind }) => kind === 'leadsTo' || kind === 'eventually'))
    return { plan: { permutations: [] }, notes: ['liveness properties are judged on all states and steps'] };
  const notes: string[] = [];
  const permutations = without.includes('symmetry') ? [] : generatingPermutations(system.symmetry, observers);
  if (permutations.length === 0 && system.symmetry.length > 0 && !without.includes('symmetry'))
    notes.push('no symmetry: the observers tell the names apart');
  if (without.includes('partial-order') || system.components.length < 2)
    return { plan: { permutations }, notes };
  const behaviour = behaviours.get(system) ?? new AbstractBehaviour(system, limits);
  behaviours.set(system, behaviour);
  if (behaviour.gaveUp === '') return { plan: { permutations, behaviour }, notes };
  return { plan: { permutations }, notes: [...notes, `no partial order: ${behaviour.gaveUp}`] };
}

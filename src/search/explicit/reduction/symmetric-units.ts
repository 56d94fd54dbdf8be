/**
 * Passes that symmetry maps to each other: the observers of one name, and those of another. Apart, each of them keeps its
 * name in its place; together, the names may be exchanged. So they are searched as one, and not with others that keep
 * names in their places.
 */
import type { Symmetry } from '../../../system/vocabulary.ts';
import type { PassGroup } from '../merge-passes.ts';
import type { Pass } from '../passes.ts';
import { generatingPermutations } from './name-permutations.ts';

export interface SymmetricUnits {
  /** Passes that together allow every permutation; to be searched with their like only. */
  readonly symmetric: readonly PassGroup[];
  /** The others, each alone: they keep names in their places, or liveness is judged in them. */
  readonly others: readonly PassGroup[];
}

export function symmetricUnits(passes: readonly Pass[], symmetries: readonly Symmetry[]): SymmetricUnits {
  const paired = idsWithCounterparts([...new Set(passes.flatMap(idsOf))], symmetries);
  const permutations = generatingPermutations(symmetries, paired);
  const byKey = new Map(passes.map((pass) => [keyOf(idsOf(pass)), pass]));
  const symmetric: PassGroup[] = [];
  const others: PassGroup[] = [];
  const placed = new Set<Pass>();
  for (const pass of passes) {
    if (placed.has(pass)) continue;
    const unit = new Set([pass]);
    for (const member of unit) {
      for (const { images } of permutations) {
        const image = byKey.get(keyOf(idsOf(member).map((id) => images.get(id) ?? id)));
        if (image !== undefined) unit.add(image);
      }
    }
    const members = [...unit];
    const allowed = generatingPermutations(symmetries, [...new Set(members.flatMap(idsOf))]);
    const isSymmetric = permutations.length > 0 && allowed.length === permutations.length;
    if (isSymmetric && !members.some(hasLiveness)) {
      for (const member of members) placed.add(member);
      symmetric.push(members);
    } else {
      others.push([pass]);
    }
  }
  return { symmetric, others };
}

/** Observers that belong to no name, or have the same role for every name of the symmetry. */
function idsWithCounterparts(ids: readonly string[], symmetries: readonly Symmetry[]): readonly string[] {
  const unpaired = new Set<string>();
  for (const { names, observers } of symmetries) {
    const roles = names.map((name) => observers(name, ids));
    for (const [role, id] of roles.flatMap((own) => Object.entries(own)))
      if (!roles.every((own) => role in own)) unpaired.add(id);
  }
  return ids.filter((id) => !unpaired.has(id));
}

function keyOf(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort());
}

function idsOf({ observers }: Pass): readonly string[] {
  return observers.map(({ id }) => id);
}

function hasLiveness({ members }: Pass): boolean {
  return members.some(({ check: { kind } }) => kind === 'leadsTo' || kind === 'eventually');
}

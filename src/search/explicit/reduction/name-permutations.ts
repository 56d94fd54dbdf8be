/**
 * Which permutations of its names a system's symmetry allows in a search that has certain observers: an observer that
 * belongs to one name and has no counterpart for another keeps the two from taking each other's places.
 */
import type { Symmetry } from '../../../system/vocabulary.ts';

/** A permutation of the names of one symmetry, and of the ids of what belongs to them. */
export interface NamePermutation {
  readonly symmetry: Symmetry;
  /** `a <-> b`, or `a -> b -> c -> a`. */
  readonly label: string;
  /** Texts that change: names, and ids of components and observers. */
  readonly images: ReadonlyMap<string, string>;
}

/**
 * More elements than this cost more than they save, as every one is tried on every state. 5,040 are all permutations of
 * seven names; of more names only groups of that size are permuted, which leaves some equal states apart but is sound.
 */
const mostElements = 5_040;

/**
 * Permutations that generate all allowed ones. Of an `all` symmetry: exchanges of neighbours in a list of the names that
 * may be exchanged; together with the rule that pairs of generators have the right orders they define the whole group.
 */
export function generatingPermutations(
  symmetries: readonly Symmetry[],
  observers: readonly string[],
): readonly NamePermutation[] {
  let room = mostElements;
  const generators: NamePermutation[] = [];
  for (const symmetry of symmetries) {
    const { names } = symmetry;
    const has = names.map((name) => JSON.stringify(Object.keys(symmetry.observers(name, observers)).sort()));
    if (symmetry.permutations === 'rotations') {
      const shift = shortestShift(has);
      if (shift === names.length || names.length / shift > room) continue;
      room = Math.floor(room / (names.length / shift));
      generators.push(
        permutation(
          symmetry,
          new Map(names.map((name, at) => [name, names[(at + shift) % names.length] ?? name])),
          observers,
        ),
      );
      continue;
    }
    for (const alike of new Set(has)) {
      const members = names.filter((_, at) => has[at] === alike);
      for (let at = 1; at < members.length && at + 1 <= room; at++) {
        room = Math.floor(room / (at + 1));
        const first = members[at - 1] ?? '';
        const second = members[at] ?? '';
        generators.push(
          permutation(
            symmetry,
            new Map([
              [first, second],
              [second, first],
            ]),
            observers,
          ),
        );
      }
    }
  }
  return generators;
}

/** The least number of places by which the list can be shifted and stay as it is. */
function shortestShift(list: readonly string[]): number {
  for (let shift = 1; shift < list.length; shift++) {
    if (list.every((item, at) => item === list[(at + shift) % list.length])) return shift;
  }
  return list.length;
}

function permutation(
  symmetry: Symmetry,
  names: ReadonlyMap<string, string>,
  observers: readonly string[],
): NamePermutation {
  const images = new Map(names);
  for (const [from, to] of names) {
    const targets = symmetry.components(to);
    symmetry.components(from).forEach((id, at) => images.set(id, targets[at] ?? id));
    const counterparts = symmetry.observers(to, observers);
    for (const [role, id] of Object.entries(symmetry.observers(from, observers)))
      images.set(id, counterparts[role] ?? id);
  }
  return { symmetry, label: labelOf(names), images };
}

function labelOf(names: ReadonlyMap<string, string>): string {
  const [start] = names.keys();
  if (names.size === 2) return [...names.keys()].join(' <-> ');
  const cycle: string[] = [];
  for (let at = start; at !== undefined && !cycle.includes(at); at = names.get(at)) cycle.push(at);
  return [...cycle, start].join(' -> ');
}

/**
 * Symmetry of a system, declared by its author: names (of processes, chains, validators) that may take each other's
 * places. An engine that uses it visits one state of each class of states that differ by such a renaming only.
 *
 * ```
 * symmetry: [interchangeable(['0', '1', '2'], { components: (name) => [`worker-${name}`] })]
 * ```
 * A declaration is no promise: engines that use it verify it on everything that they meet.
 */
import type { Naming, Renaming, Symmetry } from './vocabulary.ts';

/** What belongs to a name, and how data that name it are renamed. */
export interface SymmetryDetails extends Partial<Renaming> {
  readonly components?: Symmetry['components'];
  /** Those whose id ends in `-` and the name, unless given. */
  readonly observers?: Symmetry['observers'];
}

/** Any two of the names may take each other's places. */
export function interchangeable(names: readonly string[], details: SymmetryDetails = {}): Symmetry {
  return symmetry(names, 'all', details);
}

/** Each name may take the place of the next one, if all do so at once and the last takes the place of the first. */
export function rotating(names: readonly string[], details: SymmetryDetails = {}): Symmetry {
  return symmetry(names, 'rotations', details);
}

/** The value with every text in it renamed, field names included. */
export function renameTexts(value: unknown, to: Naming): unknown {
  if (typeof value === 'string') return to(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => renameTexts(item, to));
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [to(field), renameTexts(part, to)]));
}

function bySuffix(name: string, present: readonly string[]): Readonly<Record<string, string>> {
  const suffix = `-${name}`;
  const own = present.filter((id) => id.endsWith(suffix));
  return Object.fromEntries(own.map((id) => [id.slice(0, -suffix.length), id]));
}

function symmetry(
  names: readonly string[],
  permutations: Symmetry['permutations'],
  { components = () => [], observers = bySuffix, snapshot, event, observer }: SymmetryDetails,
): Symmetry {
  const renaming: Renaming = {
    snapshot: snapshot ?? ((given, to) => ({ value: given.value, context: renameTexts(given.context, to) })),
    event: event ?? (({ type, ...payload }, to) => ({ type, ...(renameTexts(payload, to) as object) })),
    observer: observer ?? renameTexts,
  };
  return { names, permutations, components, observers, renaming };
}

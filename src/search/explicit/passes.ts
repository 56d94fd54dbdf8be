/** Which checks are searched together: those that need the same observers, so that none pays for what another remembers. */
import type { Check, PropertyDefinition } from '../../property/definition.ts';
import type { ObserverDefinition } from '../../system/vocabulary.ts';

export interface Pass {
  readonly observers: readonly ObserverDefinition<never>[];
  /** Its checks, each with the number of the property that it belongs to. */
  readonly members: readonly { readonly property: number; readonly check: Check }[];
}

/** Checks by the observers that they need; those that need none come first, even if there are none of them. */
export function passesOf<Subject>(
  properties: readonly PropertyDefinition<Subject>[],
  subject: Subject,
): readonly Pass[] {
  const bySet = new Map<string, Pass & { members: { property: number; check: Check }[] }>();
  bySet.set('', { observers: [], members: [] });
  properties.forEach((definition, property) => {
    for (const check of definition.checks(subject)) {
      const observers = [...(check.observers ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
      const key = observers.map(({ id }) => id).join(' ');
      const pass = bySet.get(key) ?? { observers, members: [] };
      pass.members.push({ property, check });
      bySet.set(key, pass);
    }
  });
  return [...bySet.values()];
}

/**
 * Promises that only some scope of an instance has room to break are judged only where one has: elsewhere random runs might
 * break them by chance, and exhaustive searches would never see them speak.
 */
import { withinScope, type ConsumerInstance, type Instance } from '../model/instance.ts';

/** The instance, or, if it has scopes, some scope of it, has the room. */
export function someScopeHas(instance: Instance, hasRoom: (instance: Instance) => boolean): boolean {
  return instance.scopes.length === 0
    ? hasRoom(instance)
    : instance.scopes.some((scope) => hasRoom(withinScope(instance, scope)));
}

/** Some scope has all of these consumers. */
export function someScopeJoins(instance: Instance, joined: readonly ConsumerInstance[]): boolean {
  return someScopeHas(instance, ({ consumers }) =>
    joined.every(({ id }) => consumers.some((consumer) => consumer.id === id)),
  );
}

/** How often a budget may be spent; a number even where there is no bound. */
export function mostOf({ budgets }: Instance, ...names: readonly (keyof Instance['budgets'])[]): number {
  return names.reduce((sum, name) => {
    const budget = budgets[name];
    return sum + (budget === 'unlimited' ? Infinity : budget);
  }, 0);
}

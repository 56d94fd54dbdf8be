/**
 * Promises that only some scope of an instance has room to break are judged only where one has: elsewhere random runs might
 * break them by chance, and exhaustive searches would never see them speak.
 */
import { hasDeadlines } from '../model/deadlines.ts';
import { withinScope, type ConsumerInstance, type Instance } from '../model/instance.ts';
import type { IcsProperty } from './ics-property.ts';

/** The instance, or, if it has scopes, some scope of it, has the room. */
export function someScopeHas(instance: Instance, hasRoom: (instance: Instance) => boolean): boolean {
  return instance.scopes.length === 0
    ? hasRoom(instance)
    : instance.scopes.some((scope) => hasRoom(withinScope(instance, scope)));
}

/** The property, only where some scope has the room: elsewhere it is not applicable. */
export function whereSomeScope(hasRoom: (instance: Instance) => boolean, property: IcsProperty): IcsProperty {
  return {
    ...property,
    expected: (system) =>
      someScopeHas(system.instance, hasRoom) ? property.expected(system) : 'not-applicable',
    checks: (system) => (someScopeHas(system.instance, hasRoom) ? property.checks(system) : []),
  };
}

/** Packets may time out. */
export function packetsMayTimeOut({ channelExpiry }: Instance): boolean {
  return channelExpiry !== 'never';
}

/** Light clients may expire. */
export function clientsMayExpire({ channelExpiry }: Instance): boolean {
  return channelExpiry === 'counted';
}

/**
 * A consumer may be stopped: since a packet times out or an answer does, since its channel ends with an error, or since its
 * owner removes it.
 */
export function consumersMayStop(instance: Instance): boolean {
  return (
    packetsMayTimeOut(instance) ||
    hasDeadlines(instance) ||
    mostOf(instance, 'consumerFaults') > 0 ||
    (mostOf(instance, 'lifecycleActions') > 0 &&
      instance.consumers.some(({ lifecycle }) => lifecycle !== undefined))
  );
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

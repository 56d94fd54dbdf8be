import type { Instance } from '../../model/instance.ts';
import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import { withoutStateType } from './one-per-consumer.ts';

/** Makes an observer of the whole system once for each instance, so that whoever uses it shares the object. */
export function onePerInstance<State>(
  create: (instance: Instance) => ObserverDefinition<State>,
): (instance: Instance) => ObserverDefinition<never> {
  const made = new WeakMap<Instance, ObserverDefinition<never>>();
  return (instance) => {
    const known = made.get(instance) ?? withoutStateType(create(instance));
    made.set(instance, known);
    return known;
  };
}

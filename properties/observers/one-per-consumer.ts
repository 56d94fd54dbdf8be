import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';

/**
 * Makes an observer once for each consumer of an instance, so that all properties which use it share the object.
 * Engines carry an observer's state from call to call without looking inside; hence the state's type is dropped here.
 */
export function onePerConsumer<State>(
  create: (instance: Instance, consumer: ConsumerInstance) => ObserverDefinition<State>,
): (instance: Instance, consumer: ConsumerInstance) => ObserverDefinition<never> {
  const made = new WeakMap<Instance, Map<string, ObserverDefinition<never>>>();
  return (instance, consumer) => {
    const known = made.get(instance) ?? new Map<string, ObserverDefinition<never>>();
    made.set(instance, known);
    const observer = known.get(consumer.id) ?? withoutStateType(create(instance, consumer));
    known.set(consumer.id, observer);
    return observer;
  };
}

/** See `onePerConsumer`. */
export function withoutStateType<State>(observer: ObserverDefinition<State>): ObserverDefinition<never> {
  return observer as unknown as ObserverDefinition<never>;
}

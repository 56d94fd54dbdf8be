/** What every property of this folder is: a property of a system of one provider and its consumers. */
import { hasByzantineConsumers } from '../model/equivocation-scope.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { startsLaunched } from '../model/lifecycle.ts';
import type { Check, PropertyDefinition } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import type {
  ChannelContext,
  ChannelEnds,
  ConsumerContext,
  ConsumerRecordContext,
  ProviderContext,
  SlashQueueContext,
} from '../model/vocabulary.ts';

export type IcsProperty = PropertyDefinition<IcsSystem>;

export type ProviderSnapshot = LocalSnapshot<ProviderContext>;
export type RecordSnapshot = LocalSnapshot<ConsumerRecordContext>;
export type ChannelSnapshot = LocalSnapshot<ChannelContext> & { readonly value: ChannelEnds };
export type ConsumerSnapshot = LocalSnapshot<ConsumerContext>;
export type SlashQueueSnapshot = LocalSnapshot<SlashQueueContext>;

/** Both ends of a channel, from a snapshot whose type does not say that it is one of a channel. */
export function endsOf({ value }: LocalSnapshot): ChannelEnds {
  return value as unknown as ChannelEnds;
}

/** The checks that a property makes of each consumer, one after the other. */
export function ofEachConsumer(
  checksOf: (instance: Instance, consumer: ConsumerInstance) => readonly Check[],
): (system: IcsSystem) => readonly Check[] {
  return ({ instance }) => instance.consumers.flatMap((consumer) => checksOf(instance, consumer));
}

/**
 * A property that assumes honest consumer binaries (HC) says nothing where a consumer may be in the hands of attackers.
 * A consumer with a defect is another matter: what it queues, it queues like any report.
 */
export function assumingHonesty(property: IcsProperty): IcsProperty {
  if (!property.assumptions.includes('HC')) return property;
  return {
    ...property,
    expected: (system) =>
      hasByzantineConsumers(system.instance) ? 'not-applicable' : property.expected(system),
    checks: (system) => (hasByzantineConsumers(system.instance) ? [] : property.checks(system)),
  };
}

/**
 * Likewise, but only of consumers that run from the start: what is asked there is counted from the beginning of the run.
 */
export function ofEachRunningConsumer(
  checksOf: (instance: Instance, consumer: ConsumerInstance) => readonly Check[],
): (system: IcsSystem) => readonly Check[] {
  return ({ instance }) =>
    instance.consumers.filter(startsLaunched).flatMap((consumer) => checksOf(instance, consumer));
}

/** `expected` of a property that holds wherever it applies. */
export function holdsWhereApplicable(
  checks: IcsProperty['checks'],
): (system: IcsSystem) => 'holds' | 'not-applicable' {
  return (system) => (checks(system).length === 0 ? 'not-applicable' : 'holds');
}

/**
 * A fault changes named guards and actions of one machine (through XState's `machine.provide`), so the text of the
 * protocol stays clean. Historical faults (F..) and generic mutants (M..) are the same thing; controls must not be caught.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import type { Features } from '../features.ts';

export type FaultyMachine =
  | 'provider'
  | 'slash-meter'
  | 'slash-queue'
  | 'lifecycle-queues'
  | 'shaping'
  | 'keys'
  | 'consumer-record'
  | 'deadlines'
  | 'channel'
  | 'consumer'
  | 'consumer-rewards'
  | 'transfers'
  | 'reward-pool'
  | 'allocation'
  | 'evidence'
  | 'penalties'
  | 'ownership'
  | 'standalone';

/** Replacements by name; exactly what `machine.provide` takes. */
export interface Overrides {
  readonly guards?: Readonly<Record<string, unknown>>;
  readonly actions?: Readonly<Record<string, unknown>>;
}

/** What changes in the machines of one kind. */
export interface FaultyPart {
  readonly machine: FaultyMachine;
  /** `consumer` is given for the machines that exist once per consumer. */
  readonly overrides: (instance: Instance, consumer?: ConsumerInstance) => Overrides;
}

export interface Fault extends FaultyPart {
  /** `F..` a fault that a release or a build had, `T..` one of which little more than a line is known, `M..` a mutant. */
  readonly id: string;
  /** Short name in kebab case, e.g. `meter-replenishes-every-block`. */
  readonly name: string;
  readonly kind: 'historical' | 'mutant' | 'control';
  /** What the fault does, in one or two sentences. */
  readonly description: string;
  readonly source: readonly string[];
  /** Where one slip shows in machines of more than one kind: the others. */
  readonly also?: readonly FaultyPart[];
  /** Features that differ with the fault, above all later defences that would hide it. */
  readonly disables?: Partial<Features>;
  /** The preset on which it is looked for; `pair` unless given. */
  readonly preset?: string;
  /** Ids of the properties that catch it, the most telling one first; empty for a control. */
  readonly caughtBy: readonly string[];
}

/** For machines that exist once per consumer: what is overridden depends on which consumer it is. */
export function ofConsumer(
  overrides: (instance: Instance, consumer: ConsumerInstance) => Overrides,
): FaultyPart['overrides'] {
  return (instance, consumer) => {
    if (consumer === undefined) throw new Error('expected the consumer of the machine, received none');
    return overrides(instance, consumer);
  };
}

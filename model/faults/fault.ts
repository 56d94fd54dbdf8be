/**
 * A fault changes named guards and actions of one machine (through XState's `machine.provide`), so the text of the
 * protocol stays clean. Historical faults (F..) and generic mutants (M..) are the same thing; controls must not be caught.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import type { Features } from '../features.ts';

export type FaultyMachine = 'provider' | 'slash-meter' | 'consumer-record' | 'channel' | 'consumer';

/** Replacements by name; exactly what `machine.provide` takes. */
export interface Overrides {
  readonly guards?: Readonly<Record<string, unknown>>;
  readonly actions?: Readonly<Record<string, unknown>>;
}

export interface Fault {
  readonly id: string;
  /** Short name in kebab case, e.g. `meter-replenishes-every-block`. */
  readonly name: string;
  readonly kind: 'historical' | 'mutant' | 'control';
  /** What the fault does, in one or two sentences. */
  readonly description: string;
  readonly source: readonly string[];
  readonly machine: FaultyMachine;
  /** `consumer` is given for the machines that exist once per consumer. */
  readonly overrides: (instance: Instance, consumer?: ConsumerInstance) => Overrides;
  /** Later defences that would hide the fault and are switched off with it. */
  readonly disables?: Partial<Features>;
  /** Ids of the properties that catch it, the most telling one first; empty for a control. */
  readonly caughtBy: readonly string[];
}

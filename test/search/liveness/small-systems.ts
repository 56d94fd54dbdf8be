/** Systems drawn as graphs, and what the liveness engine says of them: the material of the tests in this folder. */
import { setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import type { Check } from '../../../src/property/definition.ts';
import { SafetySearch } from '../../../src/search/explicit/safety-search.ts';
import { findFairLassos, type LivenessOutcome } from '../../../src/search/liveness/find-fair-lassos.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import { TabulatedStepper } from '../../../src/system/tabulated-stepper.ts';
import type {
  Choice,
  FairnessClass,
  LocalSnapshot,
  ObserverDefinition,
  SystemDefinition,
} from '../../../src/system/vocabulary.ts';

/** For each state, the state that each event leads to. The first state is the initial one. */
export type Drawing = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function drawnMachine(drawing: Drawing): AnyStateMachine {
  const machine: unknown = setup({}).createMachine({
    id: 'drawn',
    initial: Object.keys(drawing)[0] ?? '',
    states: Object.fromEntries(
      Object.entries(drawing).map(([state, on]) => [
        state,
        { on: Object.fromEntries(Object.entries(on).map(([event, target]) => [event, { target }])) },
      ]),
    ),
  } as never);
  return machine as AnyStateMachine;
}

/** Every event of the drawing, each its own class, as choices. */
export function eventsOf(drawing: Drawing): readonly Choice[] {
  return [...new Set(Object.values(drawing).flatMap((on) => Object.keys(on)))].map((type) => ({
    event: { type },
  }));
}

/** A system of one component, `it`. */
export function drawnSystem(
  drawing: Drawing,
  fairness: readonly FairnessClass[] = [],
  more: Partial<SystemDefinition> = {},
): SystemDefinition {
  return {
    name: 'drawn',
    components: { it: drawnMachine(drawing) },
    choices: { it: eventsOf(drawing) },
    fairness: { only: fairness },
    ...more,
  };
}

export function fair(
  strength: 'weak' | 'strong',
  name: string,
  eventClasses: readonly string[] = [name],
  component = 'it',
): FairnessClass {
  return { name, strength, component, eventClasses };
}

export const isIn =
  (...states: readonly string[]) =>
  ({ value }: LocalSnapshot): boolean =>
    states.includes(value as string);

export function drawnLeadsTo(from: readonly string[], to: readonly string[]): Check {
  return { kind: 'leadsTo', scope: '', reads: ['it'], from: isIn(...from), to: isIn(...to) };
}

export function drawnEventually(...goal: readonly string[]): Check {
  return { kind: 'eventually', scope: '', reads: ['it'], goal: isIn(...goal) };
}

async function searched(
  definition: SystemDefinition,
  checks: readonly Check[],
  maxStates = Infinity,
): Promise<SafetySearch> {
  const observers = new Map<string, ObserverDefinition<never>>();
  for (const check of checks) for (const each of check.observers ?? []) observers.set(each.id, each);
  const stepper = new TabulatedStepper(defineSystem(definition), {
    tableCapacity: 2,
    observers: [...observers.values()],
  });
  const search = new SafetySearch(stepper, checks, definition.budgets ?? {});
  await search.run({ maxStates, stopReason: () => undefined });
  return search;
}

/** What the engine says of one check. */
export async function judged(
  definition: SystemDefinition,
  check: Check,
  maxStates = Infinity,
): Promise<LivenessOutcome> {
  const [outcome] = await findFairLassos(await searched(definition, [check], maxStates));
  if (outcome === undefined) throw new TypeError('not a liveness check');
  return outcome;
}

export function typesOf(events: readonly { readonly event: { readonly type: string } }[] | undefined) {
  return events?.map(({ event }) => event.type);
}

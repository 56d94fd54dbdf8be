/** Systems and properties that worker threads make for themselves: what the tests of this folder search. */
import type { Check, PropertyDefinition } from '../../../src/property/definition.ts';
import type { Recipe, Verifiable } from '../../../src/search/parallel/recipe.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import type { JsonValue } from '../../../src/system/json.ts';
import type {
  Choice,
  LocalSnapshot,
  MachineEvent,
  ObservedDelivery,
  ObserverDefinition,
  SystemDefinition,
} from '../../../src/system/vocabulary.ts';
import { icsCatalogue } from '../../../src/cli/ics-catalogue.ts';
import { diningPhilosophers } from '../../models/dining-philosophers.ts';
import { incrementRace } from '../../models/increment-race.ts';
import { twoPhaseCommit } from '../../models/two-phase-commit.ts';

export function recipe(name: string, argument: JsonValue): Recipe {
  return { module: import.meta.url, export: name, argument };
}

/** Each check its own property, `check-0`, `check-1`... */
export function verifiable(definition: SystemDefinition, checks: readonly Check[]): Verifiable {
  return {
    scopes: [{ name: '', system: defineSystem(definition), subject: null }],
    properties: checks.map((check, index): PropertyDefinition<never> => ({
      id: `check-${String(index)}`,
      title: check.kind,
      kind: check.kind,
      statement: check.kind,
      source: ['test'],
      assumptions: [],
      witness: 'as the check says',
      expected: () => 'holds',
      checks: () => [check],
    })),
  };
}

const isIn =
  (...states: readonly string[]) =>
  (...snapshots: readonly LocalSnapshot[]): boolean =>
    snapshots.some(({ value }) => states.includes(value as string));

/** How many resource managers have prepared, and who was the last one. */
const preparations: ObserverDefinition<{ readonly count: number; readonly last: number | null }> = {
  id: 'preparations',
  initial: { count: 0, last: null },
  observes: ['tm'],
  reduce: (state, { event }: ObservedDelivery) =>
    event.type === 'preparedSent'
      ? { count: state.count + 1, last: (event as unknown as { from: number }).from }
      : state,
};

/** A number as its state, and nothing at first. */
const commits: ObserverDefinition<number | null> = {
  id: 'commits',
  initial: null,
  observes: ['rm-0', 'rm-1'],
  reduce: (state, { event }) => (event.type === 'commitReceived' ? Math.min(2, (state ?? 0) + 1) : state),
};
const watched = [preparations, commits] as unknown as readonly ObserverDefinition<never>[];

/** Some checks hold, some are violated at different depths, some are vacuous; steps and states, with and without witness. */
function commitChecks(observers: readonly ObserverDefinition<never>[]): readonly Check[] {
  const seen = observers.length > 0;
  const checks: readonly Check[] = [
    {
      kind: 'always',
      scope: '',
      reads: ['rm-0', 'rm-1'],
      holds: (first: LocalSnapshot, second: LocalSnapshot) =>
        !(isIn('committed')(first, second) && isIn('aborted')(first, second)),
      witness: isIn('committed', 'aborted'),
    },
    {
      kind: 'always',
      scope: '',
      reads: ['rm-0', 'tm', 'rm-2'],
      holds: (first: LocalSnapshot, _tm: LocalSnapshot, third: LocalSnapshot) =>
        first.value !== 'committed' || third.value !== 'committed',
      witness: isIn('prepared'),
      explain: (first: LocalSnapshot) => `it is ${JSON.stringify(first.value)}`,
    },
    { kind: 'reachable', scope: '', reads: ['tm'], when: isIn('committed') },
    { kind: 'reachable', scope: '', reads: ['tm'], when: isIn('confused') },
    {
      kind: 'step',
      scope: '',
      on: 'tm',
      holds: ({ event, before }) => event.type !== 'deliverCommit' || before.value !== 'committed',
      witness: ({ event }) => event.type === 'receivePrepared',
      explain: ({ emitted }) => `it sends ${String(emitted.length)}`,
    },
    {
      kind: 'step',
      scope: '',
      on: 'rm-1',
      holds: ({ before, after }) => before.value !== 'committed' || after.value === 'committed',
      witness: ({ before }) => before.value === 'committed',
    },
    { kind: 'reachable', scope: '', on: 'rm-0', whenStep: ({ event }) => event.type === 'abortReceived' },
  ];
  if (!seen) return checks;
  const remembered: Check = {
    kind: 'always',
    scope: '',
    reads: ['preparations', 'commits', 'tm'],
    holds: ({ count, last }: { count: number; last: number | null }, both: number | null) =>
      !(count === 2 && last === 0 && both !== null),
    witness: ({ count }: { count: number }) => count > 1,
  };
  return [...checks, remembered].map((check) => ({ ...check, observers }));
}

export function commit(resourceManagers: JsonValue): Verifiable {
  return verifiable(twoPhaseCommit(resourceManagers as number), commitChecks([]));
}

export function observedCommit(resourceManagers: JsonValue): Verifiable {
  return verifiable(twoPhaseCommit(resourceManagers as number), commitChecks(watched));
}

/** Two phase commit in which preparing and aborting cost. */
export function frugalCommit(budget: JsonValue): Verifiable {
  const definition = twoPhaseCommit(3);
  const costly = (event: MachineEvent | Choice): Choice => ({
    event: event as MachineEvent,
    cost: (event as MachineEvent).type === 'prepare' ? { prepares: 1 } : { aborts: 1, free: 1 },
  });
  const choices = Object.fromEntries(
    Object.entries(definition.choices).map(([id, list]) => [
      id,
      id === 'tm' ? list : (list as readonly MachineEvent[]).map(costly),
    ]),
  );
  const budgets = { prepares: budget as number, free: 'unlimited' as const, aborts: 1 };
  return verifiable({ ...definition, choices, budgets }, commitChecks(watched));
}

export function race(threads: JsonValue): Verifiable {
  return verifiable(incrementRace(threads as number), [
    {
      kind: 'always',
      scope: '',
      reads: ['memory', 'thread-0', 'thread-1'],
      holds: (memory: LocalSnapshot<{ value: number }>, first: LocalSnapshot, second: LocalSnapshot) =>
        first.value !== 'done' || second.value !== 'done' || memory.context.value > 1,
      witness: isIn('done'),
    },
  ]);
}

export function philosophers(argument: JsonValue): Verifiable {
  const { count, order } = argument as { readonly count: number; readonly order: 'naive' | 'ordered' };
  return verifiable(diningPhilosophers(count, order), [
    { kind: 'reachable', scope: '', reads: ['philosopher-0'], when: isIn('eating') },
  ]);
}

/** All properties of an instance whose budgets are as given. */
export function ics(argument: JsonValue): Verifiable {
  const { instance, budgets } = argument as { instance: string; budgets: Record<string, number> };
  const { system, subject } = icsCatalogue.open(instance, { faults: [] });
  return {
    scopes: [{ name: '', system: { ...system, budgets: { ...system.budgets, ...budgets } }, subject }],
    properties: icsCatalogue.properties,
  };
}

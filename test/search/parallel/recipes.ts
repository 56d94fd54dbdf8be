/** Systems and properties that worker threads make for themselves: what the tests of this folder search. */
import { assign, emit, setup } from 'xstate';
import { CheckerError } from '../../../src/errors/checker-error.ts';
import type { Check, PropertyDefinition } from '../../../src/property/definition.ts';
import type { Verifiable } from '../../../src/search/parallel/follow-recipe.ts';
import type { Recipe } from '../../../src/search/parallel/recipe.ts';
import { send } from '../../../src/system/authoring.ts';
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
import { diningPhilosophers, hungryEats } from '../../models/dining-philosophers.ts';
import { incrementRace } from '../../models/increment-race.ts';
import { twoPhaseCommit } from '../../models/two-phase-commit.ts';
import { type Drawing, drawnMachine } from '../liveness/small-systems.ts';

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

/** Passes with liveness, with an observer, and with both; the system may be written down wrongly. */
export function philosophersAndWatchers(argument: JsonValue): Verifiable {
  const { scopes, properties } = philosophers(argument);
  const liveness = hungryEats.checks(undefined);
  const fairness = 'strong';
  const more = liveness.map((check): Check => ({ ...check, fairness }) as Check);
  const meals = (index: number): ObserverDefinition<number> => ({
    id: `meals-${String(index)}`,
    initial: 0,
    observes: [`philosopher-${String(index)}`],
    reduce: (state, { event }) => (event.type === 'finish' ? Math.min(2, state + 1) : state),
  });
  const observed = [0, 1, 2].flatMap((index): readonly Check[] => {
    const observers = [meals(index)] as unknown as readonly ObserverDefinition<never>[];
    const reads = [`meals-${String(index)}`];
    const often = (count: number): boolean => count > 1;
    return [
      { kind: 'reachable', scope: '', reads, observers, when: often },
      { kind: 'always', scope: '', reads, observers, holds: (count: number) => count < 2, witness: often },
      ...(index === 1
        ? more.map((check): Check => ({ ...check, reads: ['philosopher-0'], observers }) as Check)
        : []),
    ];
  });
  const system = scopes[0]?.system ?? defineSystem(diningPhilosophers(2, 'naive'));
  const own = verifiable(diningPhilosophers(2, 'naive'), [...more, ...observed]).properties;
  return {
    scopes: [
      { name: 'as they are', system, subject: null },
      { name: 'again', system, subject: null },
    ],
    properties: [...properties, ...own.map((property) => ({ ...property, id: `own-${property.id}` }))],
  };
}

/** After some rounds a relay tells a receiver what it has no transition for. */
export function unheard(rounds: JsonValue): Verifiable {
  const relay = setup({
    guards: { isLate: ({ context }) => (context as { count: number }).count >= (rounds as number) },
    actions: {
      count: assign(({ context }) => ({ count: (context as { count: number }).count + 1 })),
      tell: emit(() => send('receiver', { type: 'news' })),
    },
  }).createMachine({
    id: 'relay',
    context: { count: 0 },
    on: { turn: [{ guard: 'isLate', actions: 'tell' }, { actions: 'count' }] },
  });
  const receiver = setup({}).createMachine({
    id: 'receiver',
    initial: 'quiet',
    states: { quiet: { on: { stir: 'busy' } }, busy: { on: { stir: 'quiet', news: 'quiet' } } },
  });
  return verifiable(
    {
      name: 'unheard',
      components: { relay, receiver },
      choices: { relay: [{ type: 'turn' }], receiver: [{ type: 'stir' }] },
    },
    [{ kind: 'reachable', scope: '', reads: ['receiver'], when: isIn('busy') }],
  );
}

/** Two machines of three states that hear each other, drawn at random. */
export interface DrawnPair {
  /** By machine, state and event: the state that it leads to. */
  readonly machines: readonly (readonly (readonly (string | null)[])[])[];
  /** By machine and event: what it costs, and in which states of the other machine it is possible. */
  readonly choices: readonly (readonly {
    readonly cost: number;
    readonly needs: readonly string[] | null;
  }[])[];
  /** What left and right must not be in together. */
  readonly forbidden: readonly [string, string];
  readonly budget: number;
}

export const drawnStates = ['s0', 's1', 's2'] as const;
export const drawnEvents = ['e0', 'e1', 'e2'] as const;

export function drawnPair(argument: JsonValue): Verifiable {
  const { machines, choices, forbidden, budget } = argument as unknown as DrawnPair;
  const ids = ['left', 'right'] as const;
  const components = ids.map((id, side) => {
    const rows = drawnStates.map((state, row) => {
      const targets = drawnEvents.map((event, column) => [event, machines[side]?.[row]?.[column]] as const);
      return [state, Object.fromEntries(targets.filter(([, target]) => typeof target === 'string'))] as const;
    });
    return [id, drawnMachine(Object.fromEntries(rows) as Drawing)] as const;
  });
  const choicesOf = (side: number): readonly Choice[] =>
    drawnEvents.map((type, column) => {
      const { cost = 0, needs = null } = choices[side]?.[column] ?? {};
      return {
        event: { type },
        ...(cost > 0 ? { cost: { moves: cost } } : {}),
        ...(needs === null
          ? {}
          : {
              requires: [
                { component: ids[1 - side] ?? '', name: 'the other is there', holds: isIn(...needs) },
              ],
            }),
      };
    });
  const turns: ObserverDefinition<{ readonly last: string; readonly times: number }> = {
    id: 'turns',
    initial: { last: '', times: 0 },
    observes: ['left'],
    reduce: (_, { event }) => ({ last: event.type, times: event.type === 'e0' ? 1 : 0 }),
  };
  const observers = [turns] as unknown as readonly ObserverDefinition<never>[];
  return verifiable(
    {
      name: 'drawn pair',
      components: Object.fromEntries(components),
      choices: Object.fromEntries(ids.map((id, side) => [id, choicesOf(side)])),
      budgets: { moves: budget },
    },
    [
      {
        kind: 'always',
        scope: '',
        reads: ['left', 'right'],
        holds: (left: LocalSnapshot, right: LocalSnapshot) =>
          !(isIn(forbidden[0])(left) && isIn(forbidden[1])(right)),
        witness: (left: LocalSnapshot) => isIn(forbidden[0])(left),
      },
      {
        kind: 'step',
        scope: '',
        on: 'right',
        holds: ({ before, after }) => !(isIn(forbidden[0])(before) && isIn(forbidden[1])(after)),
        witness: ({ before }) => isIn(forbidden[0])(before),
      },
      {
        kind: 'reachable',
        scope: '',
        reads: ['turns', 'right'],
        observers,
        when: ({ times }: { times: number }, right: LocalSnapshot) => times > 0 && isIn(forbidden[1])(right),
      },
    ],
  );
}

/** Machines with nested states and eventless transitions, which only XState itself interprets. */
export function nested(count: JsonValue): Verifiable {
  const machine = setup({
    guards: { isFull: ({ context }) => (context as { count: number }).count > 2 },
    actions: {
      count: assign(({ context }) => ({ count: (context as { count: number }).count + 1 })),
      empty: assign({ count: 0 }),
    },
  }).createMachine({
    id: 'nested',
    context: { count: 0 },
    initial: 'open',
    states: {
      open: {
        initial: 'low',
        on: { shut: 'closed' },
        states: {
          low: { entry: 'count', on: { rise: 'high' } },
          high: { on: { fall: 'low' }, always: { guard: 'isFull', target: 'low', actions: 'empty' } },
        },
      },
      closed: { exit: 'empty', on: { reopen: 'open' } },
    },
  });
  const ids = Array.from({ length: count as number }, (_, index) => `nested-${String(index)}`);
  const events = ['rise', 'fall', 'shut', 'reopen'].map((type) => ({ type }));
  return verifiable(
    {
      name: 'nested',
      components: Object.fromEntries(ids.map((id) => [id, machine])),
      choices: Object.fromEntries(ids.map((id) => [id, events])),
    },
    [
      {
        kind: 'always',
        scope: '',
        reads: ids.slice(0, 2),
        holds: (...all: readonly LocalSnapshot<{ count: number }>[]) =>
          all.some(({ context, value }) => context.count < 3 || value !== 'closed'),
        witness: isIn('closed'),
      },
    ],
  );
}

/** Cannot be followed. */
export function broken(): Verifiable {
  throw new CheckerError('INSTANCE_INVALID', 'there is nothing to make here', { at: 'here' });
}

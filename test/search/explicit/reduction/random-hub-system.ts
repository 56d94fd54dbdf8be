/**
 * Random systems of a hub and some leaves, symmetric by construction: the leaves are equal machines, the hub treats their
 * names alike. Leaves talk to the hub; it remembers who did, answers one of them or all, and may be poked about each.
 */
import fc from 'fast-check';
import { assign, emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import type { Check } from '../../../../src/property/definition.ts';
import { send } from '../../../../src/system/authoring.ts';
import { interchangeable } from '../../../../src/system/symmetry.ts';
import type {
  Choice,
  LocalSnapshot,
  ObservedDelivery,
  ObserverDefinition,
  SystemDefinition,
} from '../../../../src/system/vocabulary.ts';

const states = ['s0', 's1', 's2'] as const;
const leafEvents = ['go', 'stop', 'told'] as const;
const topics = ['first', 'second', 'poke'] as const;
const effects = ['nothing', 'toggle', 'last', 'reply', 'broadcast'] as const;

const someStates = fc.subarray([...states]);

/** For each state and event: the state it leads to, if any, and what is said to the hub. */
const leafRows = fc.array(
  fc.array(
    fc.record({
      target: fc.option(fc.constantFrom(...states), { nil: undefined, freq: 3 }),
      says: fc.option(fc.constantFrom('first' as const, 'second' as const), { nil: undefined }),
    }),
    { minLength: 3, maxLength: 3 },
  ),
  { minLength: 3, maxLength: 3 },
);

const hubRows = fc.array(
  fc.array(
    fc.record({
      target: fc.option(fc.constantFrom(...states), { nil: undefined }),
      effect: fc.constantFrom(...effects),
    }),
    { minLength: 3, maxLength: 3 },
  ),
  { minLength: 3, maxLength: 3 },
);

const spot = fc.record({ at: fc.nat({ max: 3 }), states: someStates });

const check = fc.record({
  kind: fc.constantFrom('always' as const, 'reachable' as const, 'step' as const, 'observed' as const),
  spots: fc.array(spot, { minLength: 1, maxLength: 3 }),
  event: fc.constantFrom(...leafEvents),
});

export const hubSystem = fc.record({
  leaves: fc.integer({ min: 2, max: 3 }),
  leaf: leafRows,
  hub: hubRows,
  costs: fc.subarray(['go', 'stop', 'poke'] as const),
  coins: fc.constantFrom<number | 'unlimited'>(1, 3, 'unlimited'),
  goNeedsHub: fc.option(someStates, { nil: undefined }),
  pokeNeedsLeaf: fc.option(someStates, { nil: undefined }),
  checks: fc.array(check, { minLength: 1, maxLength: 4 }),
  /** What makes it asymmetric in truth: one leaf lacks an event, or the hub forgets to remember a name. */
  flaw: fc.constantFrom('leaf' as const, 'hub' as const, 'choice' as const, 'requirement' as const),
});

export type DrawnHub = typeof hubSystem extends fc.Arbitrary<infer Value> ? Value : never;

const allNames = ['a', 'b', 'c'];
const namesOf = ({ leaves }: DrawnHub): readonly string[] => allNames.slice(0, leaves);
const leafOf = (name: string): string => `leaf-${name}`;

export const isIn =
  (some: readonly string[]) =>
  ({ value }: LocalSnapshot): boolean =>
    some.includes(value as string);

function leafMachine(rows: DrawnHub['leaf'], name: string, lacks: string | undefined): AnyStateMachine {
  const machine: unknown = setup({
    actions: {
      first: emit(() => send('hub', { type: 'first', from: name })),
      second: emit(() => send('hub', { type: 'second', from: name })),
    },
  }).createMachine({
    id: leafOf(name),
    initial: 's0',
    states: Object.fromEntries(
      states.map((state, row) => [
        state,
        {
          on: Object.fromEntries(
            leafEvents.flatMap((event, column) => {
              const { target, says } = rows[row]?.[column] ?? {};
              // Who is told says nothing of the first topic: the hub would answer for ever.
              const actions = says === undefined || (event === 'told' && says === 'first') ? [] : [says];
              if (event !== 'told' && (target === undefined || event === lacks)) return [];
              return [[event, { ...(target === undefined ? {} : { target }), actions }]];
            }),
          ),
        },
      ]),
    ),
  } as never);
  return machine as AnyStateMachine;
}

interface HubContext {
  /** Names that were toggled on. */
  readonly seen: Readonly<Record<string, true>>;
  readonly last: string;
}

function hubMachine(rows: DrawnHub['hub'], ignores: string | undefined): AnyStateMachine {
  const nameIn = (event: object): string => ('from' in event ? String(event.from) : '');
  const machine: unknown = setup({
    types: { context: {} as HubContext },
    actions: {
      nothing: () => undefined,
      toggle: assign(({ context, event }) => {
        const name = nameIn(event);
        if (name === ignores) return context;
        const { [name]: known, ...others } = context.seen;
        return { seen: known === true ? others : { ...others, [name]: true as const } };
      }),
      last: assign(({ context, event }) => ({
        last: nameIn(event) === ignores ? context.last : nameIn(event),
      })),
      reply: emit(({ event }) => send(leafOf(nameIn(event)), { type: 'told' })),
      broadcast: emit(() => send('everyone', { type: 'told' })),
    },
  }).createMachine({
    id: 'hub',
    context: { seen: {}, last: '' },
    initial: 's0',
    states: Object.fromEntries(
      states.map((state, row) => [
        state,
        {
          on: Object.fromEntries(
            topics.map((topic, column) => {
              const { target, effect = 'nothing' } = rows[row]?.[column] ?? {};
              const silent = topic === 'second' && (effect === 'reply' || effect === 'broadcast');
              return [
                topic,
                { ...(target === undefined ? {} : { target }), actions: [silent ? 'nothing' : effect] },
              ];
            }),
          ),
        },
      ]),
    ),
  } as never);
  return machine as AnyStateMachine;
}

/** @param flaw that makes the declared symmetry false (if the place where it is can be reached). */
export function hubDefinition(drawn: DrawnHub, flaw?: DrawnHub['flaw']): SystemDefinition {
  const names = namesOf(drawn);
  const cost = (event: 'go' | 'stop' | 'poke') => (drawn.costs.includes(event) ? { cost: { coins: 1 } } : {});
  const needs = (component: string, some: readonly string[] | undefined) =>
    some === undefined ? {} : { requires: [{ component, name: 'needs', holds: isIn(some) }] };
  const leafChoices = (name: string): readonly Choice[] => [
    {
      event: { type: 'go' },
      ...cost('go'),
      ...needs('hub', flaw === 'requirement' && name === 'b' ? ['s2'] : drawn.goNeedsHub),
    },
    ...(flaw === 'choice' && name === 'a' ? [] : [{ event: { type: 'stop' }, ...cost('stop') }]),
  ];
  return {
    name: 'hub',
    components: {
      hub: {
        machine: hubMachine(drawn.hub, flaw === 'hub' ? 'b' : undefined),
        links: { everyone: names.map(leafOf) },
      },
      ...Object.fromEntries(
        names.map((name) => [
          leafOf(name),
          leafMachine(drawn.leaf, name, flaw === 'leaf' && name === 'b' ? 'go' : undefined),
        ]),
      ),
    },
    choices: {
      hub: names.map((name) => ({
        event: { type: 'poke', from: name },
        ...cost('poke'),
        ...needs(leafOf(name), drawn.pokeNeedsLeaf),
      })),
      ...Object.fromEntries(names.map((name) => [leafOf(name), leafChoices(name)])),
    },
    budgets: { coins: drawn.coins },
    symmetry: [
      interchangeable(names, {
        components: (name) => [leafOf(name)],
      }),
    ],
  };
}

/** Whether a leaf has taken an odd number of events. */
function parityOf(name: string): ObserverDefinition<never> {
  const observer: ObserverDefinition<boolean> = {
    id: `parity-${name}`,
    initial: false,
    observes: [leafOf(name)],
    reduce: (odd: boolean) => !odd,
  };
  return observer as unknown as ObserverDefinition<never>;
}

/** Who talked to the hub last but one. */
const talkers = {
  id: 'talkers',
  initial: ['', ''],
  observes: ['hub'],
  reduce: ([, last]: readonly [string, string], { event }: ObservedDelivery) => [last, String(event['from'])],
} as unknown as ObserverDefinition<never>;

/** Checks of all kinds; most of them single out leaves. */
export function hubChecks(drawn: DrawnHub): readonly Check[] {
  const names = namesOf(drawn);
  const ids = ['hub', ...names.map(leafOf)];
  return drawn.checks.map(({ kind, spots, event }, index): Check => {
    const reads = spots.map(({ at }) => ids[at % ids.length] ?? 'hub');
    const all = (...snapshots: LocalSnapshot[]): boolean =>
      spots.every((place, at) => place.states.includes((snapshots[at]?.value ?? '') as 's0'));
    const [on = 'hub'] = reads;
    switch (kind) {
      case 'always':
        return {
          kind,
          scope: '',
          reads,
          holds: (...values: LocalSnapshot[]) => !all(...values),
          witness: () => true,
        };
      case 'reachable':
        return { kind, scope: '', reads, when: all };
      case 'step':
        return {
          kind,
          scope: '',
          on,
          holds: (step) => !(step.event.type === event && isIn(spots[0]?.states ?? [])(step.before)),
          witness: (step) => step.emitted.length > 0,
        };
      case 'observed': {
        const name = names[index % names.length] ?? 'a';
        return {
          kind: 'always',
          scope: '',
          reads: ['hub', 'talkers', `parity-${name}`],
          observers: [talkers, parityOf(name)],
          holds: ({ value }: LocalSnapshot, [before, last]: readonly [string, string], odd: boolean) =>
            !(spots[0]?.states.includes(value as 's0') === true && before === last && last === name && odd),
          witness: (_: LocalSnapshot, [before]: readonly [string, string]) => before === name,
        };
      }
    }
  });
}

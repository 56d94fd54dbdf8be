/** Goal: partial order leaves much out where nothing depends on anything, and nothing that matters where something does. */
import test from 'ava';
import { emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import type { Check } from '../../../../src/property/definition.ts';
import { AbstractBehaviour } from '../../../../src/search/explicit/reduction/abstract-behaviour.ts';
import { send } from '../../../../src/system/authoring.ts';
import { defineSystem } from '../../../../src/system/define-system.ts';
import type { LocalSnapshot, SystemDefinition } from '../../../../src/system/vocabulary.ts';
import { drawnMachine, eventsOf, isIn, type Drawing } from '../../liveness/small-systems.ts';
import { differences, fullSearch, reducedSearch } from './compare-searches.ts';
import { incrementRace } from '../../../models/increment-race.ts';

function system(
  drawings: Readonly<Record<string, Drawing>>,
  more: Partial<SystemDefinition> = {},
): SystemDefinition {
  const each = <Value>(make: (drawing: Drawing) => Value) =>
    Object.fromEntries(Object.entries(drawings).map(([id, drawing]) => [id, make(drawing)]));
  return { name: 'drawn', components: each(drawnMachine), choices: each(eventsOf), ...more };
}

/** Counts to a number, then stops. */
const counter = (steps: number): Drawing =>
  Object.fromEntries(
    Array.from({ length: steps + 1 }, (_, at) => [
      `n${String(at)}`,
      at < steps ? { up: `n${String(at + 1)}` } : {},
    ]),
  );

const counters = (count: number, steps: number): SystemDefinition =>
  system(
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`counter-${String(at)}`, counter(steps)])),
  );

const reaches = (...spots: readonly (readonly [id: string, state: string])[]): Check => ({
  kind: 'reachable',
  scope: '',
  reads: spots.map(([id]) => id),
  when: (...snapshots: LocalSnapshot[]) => spots.every(([, state], at) => snapshots[at]?.value === state),
});

async function compared(definition: SystemDefinition, checks: readonly Check[] = []) {
  const full = await fullSearch(definition, checks);
  const reduced = await reducedSearch(definition, checks, 'partial-order');
  return { full, reduced, found: differences(full, reduced, 'partial-order') };
}

test('independent counters: one order of their steps is enough', async (t) => {
  for (const [count, steps] of [
    [3, 3],
    [5, 4],
  ] as const) {
    const { full, reduced, found } = await compared(counters(count, steps));
    t.deepEqual(found, []);
    t.is(full.distinct, (steps + 1) ** count);
    t.is(reduced.distinct, count * steps + 1);
  }
});

test('a check on one counter costs nothing; one on two keeps what these two may show together', async (t) => {
  const one = await compared(counters(4, 3), [reaches(['counter-2', 'n3'])]);
  t.deepEqual(one.found, []);
  t.is(one.reduced.distinct, 13);
  const two = await compared(counters(4, 3), [reaches(['counter-1', 'n0'], ['counter-2', 'n3'])]);
  t.deepEqual(two.found, []);
  t.true(two.reduced.distinct >= 16 && two.reduced.distinct < two.full.distinct / 4);
});

test('visibility: a violation between two independent steps is not stepped over', async (t) => {
  const definition = system({ a: { off: { go: 'on' }, on: {} }, b: { off: { go: 'on' }, on: {} } });
  const exclusive: Check = {
    kind: 'always',
    scope: '',
    reads: ['a', 'b'],
    holds: (a: LocalSnapshot, b: LocalSnapshot) => !(isIn('off')(a) && isIn('on')(b)),
    witness: () => true,
  };
  const mirrored: Check = {
    ...exclusive,
    holds: (a: LocalSnapshot, b: LocalSnapshot) => !(isIn('on')(a) && isIn('off')(b)),
  };
  const { full, found } = await compared(definition, [exclusive, mirrored]);
  t.deepEqual(found, []);
  t.true(full.hit(0) && full.hit(1));
});

test('ignoring: what a loop elsewhere could put off for ever is done', async (t) => {
  const spinner: Drawing = { s0: { tick: 's1' }, s1: { tick: 's0' } };
  const definition = system({ spinner, other: counter(2), also: spinner });
  const { full, reduced, found } = await compared(definition, [reaches(['other', 'n2'])]);
  t.deepEqual(found, []);
  t.true(full.hit(0));
  t.true(reduced.distinct <= full.distinct);
});

test('a choice that another one enables is waited for', async (t) => {
  const definition = system(
    {
      key: { away: { turn: 'turned' }, turned: {} },
      door: { shut: { open: 'wide' }, wide: {} },
      cat: counter(2),
    },
    {
      choices: {
        key: [{ type: 'turn' }],
        door: [
          {
            event: { type: 'open' },
            requires: [{ component: 'key', name: 'turned', holds: isIn('turned') }],
          },
        ],
        cat: [{ type: 'up' }],
      },
    },
  );
  const { full, found } = await compared(definition, [reaches(['door', 'wide'], ['cat', 'n0'])]);
  t.deepEqual(found, []);
  t.true(full.hit(0));
});

test('a choice that a message enables is waited for', async (t) => {
  const teller: unknown = setup({
    actions: { tell: emit(() => send('hearer', { type: 'wake' })) },
  }).createMachine({
    id: 'teller',
    initial: 'silent',
    states: { silent: { on: { speak: { target: 'done', actions: 'tell' } } }, done: {} },
  });
  const hearer: Drawing = {
    asleep: { wake: 'awake', snore: 'late' },
    awake: { rise: 'up' },
    up: {},
    late: { wake: 'late' },
  };
  const definition: SystemDefinition = {
    name: 'waking',
    components: {
      teller: teller as AnyStateMachine,
      hearer: drawnMachine(hearer),
      cat: drawnMachine(counter(3)),
    },
    choices: {
      teller: [{ type: 'speak' }],
      hearer: [{ type: 'snore' }, { type: 'rise' }],
      cat: [{ type: 'up' }],
    },
  };
  const { full, reduced, found } = await compared(definition, [
    reaches(['hearer', 'up']),
    reaches(['hearer', 'late']),
  ]);
  t.deepEqual(found, []);
  t.true(full.hit(0) && full.hit(1) && reduced.distinct < full.distinct);
});

test('a common budget makes strangers depend on each other', async (t) => {
  const costly = [{ event: { type: 'up' }, cost: { coins: 1 } }];
  const definition = system(
    { a: counter(2), b: counter(2), c: counter(3) },
    { budgets: { coins: 2 }, choices: { a: costly, b: costly, c: [{ type: 'up' }] } },
  );
  const { full, reduced, found } = await compared(definition, [reaches(['a', 'n2']), reaches(['b', 'n2'])]);
  t.deepEqual(found, []);
  t.true(full.hit(0) && full.hit(1) && reduced.distinct < full.distinct);
  const unlimited = await compared({ ...definition, budgets: { coins: 'unlimited' } });
  t.deepEqual(unlimited.found, []);
  t.is(unlimited.reduced.distinct, 8);
});

test('an unexpected message is met, however it is put off', async (t) => {
  const teller: unknown = setup({
    actions: { tell: emit(() => send('hearer', { type: 'wake' })) },
  }).createMachine({
    id: 'teller',
    initial: 'silent',
    states: { silent: { on: { speak: { target: 'done', actions: 'tell' } } }, done: {} },
  });
  const definition: SystemDefinition = {
    name: 'waking',
    components: {
      teller: teller as AnyStateMachine,
      hearer: drawnMachine({ asleep: { wake: 'awake', leave: 'gone' }, awake: {}, gone: {} }),
      cat: drawnMachine(counter(3)),
    },
    choices: { teller: [{ type: 'speak' }], hearer: [{ type: 'leave' }], cat: [{ type: 'up' }] },
  };
  const failed = (await reducedSearch(definition, [], 'partial-order')).failedStep();
  t.is(failed?.error.code, 'MODEL_UNHANDLED_MESSAGE');
  t.is(failed?.attempt.event.type, 'speak');
});

const roomy = { maxPairs: 1_000, maxCharacters: 1_000_000, maxSeconds: 60 };

test('a component that could do ever more if the others let it leaves the analysis without an answer', (t) => {
  const { gaveUp } = new AbstractBehaviour(defineSystem(incrementRace(2)), roomy);
  t.regex(gaveUp, /more than 1000 pairs/);
});

test('and so does one whose states could grow ever larger', (t) => {
  const { gaveUp } = new AbstractBehaviour(defineSystem(incrementRace(2)), {
    ...roomy,
    maxCharacters: 1_000,
  });
  t.regex(gaveUp, /more than 1000 characters/);
});

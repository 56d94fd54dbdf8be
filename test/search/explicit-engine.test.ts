/** Goal: verdicts of the explicit engine on systems small enough to know, limits included. */
import test from 'ava';
import { assign, setup } from 'xstate';
import type { Check, PropertyDefinition } from '../../src/property/definition.ts';
import type { ExplicitLimits } from '../../src/search/explicit/explicit-options.ts';
import { verifyExhaustively } from '../../src/search/explicit-engine.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import type { LocalSnapshot, ObserverDefinition, SystemDefinition } from '../../src/system/vocabulary.ts';
import { incrementRace } from '../models/increment-race.ts';
import { twoPhaseCommit } from '../models/two-phase-commit.ts';

type Counter = LocalSnapshot<{ readonly value: number }>;

function property(id: string, ...checks: readonly Check[]): PropertyDefinition<null> {
  return {
    id,
    title: id,
    kind: checks[0]?.kind ?? 'always',
    statement: id,
    source: ['test'],
    assumptions: [],
    witness: 'as the check says',
    expected: () => 'holds',
    checks: () => checks,
  };
}

function verify(
  definition: SystemDefinition,
  properties: readonly PropertyDefinition<null>[],
  more: { limits?: ExplicitLimits; shouldStop?: () => boolean } = {},
) {
  const scopes = [{ name: '', system: defineSystem(definition), subject: null }];
  return verifyExhaustively({ scopes, subject: null, properties, ...more });
}

const bounded = (most: number): Check => ({
  kind: 'always',
  scope: '',
  reads: ['memory'],
  holds: (memory: Counter) => memory.context.value <= most,
  witness: (memory: Counter) => memory.context.value > 0,
});

/** Counts the writes seen, in its own pass. */
const writes: ObserverDefinition<number> = {
  id: 'writes',
  initial: 0,
  observes: ['memory'],
  reduce: (count, { event }) => (event.type === 'put' ? count + 1 : count),
};
const everyWriteCounts: Check = {
  kind: 'always',
  scope: '',
  reads: ['memory', 'writes'],
  observers: [writes] as unknown as ObserverDefinition<never>[],
  holds: (memory: Counter, count: number) => memory.context.value >= count,
  witness: (_: Counter, count: number) => count > 1,
};

test('holds, violated, vacuous and not applicable', async (t) => {
  const impossible: Check = { ...(bounded(2) as object), witness: () => false } as Check;
  const result = await verify(incrementRace(2), [
    property('bounded', bounded(2)),
    property('too-low', bounded(1)),
    property('silent', impossible),
    property('none'),
    property('counts', everyWriteCounts),
  ]);
  t.deepEqual(
    result.properties.map(({ verdict, violation }) => [verdict, violation?.events.length]),
    [
      ['holds', undefined],
      ['violated', 4],
      ['vacuous', undefined],
      ['not-applicable', undefined],
      ['violated', 4],
    ],
  );
  t.deepEqual(
    result.passes.map(({ observers, distinct, complete }) => [observers, distinct, complete]),
    [
      [[], 13, true],
      [['writes'], 13, true],
    ],
  );
  t.is(result.passes[0]?.deadlock?.length, 4);
});

test('a witness is reached, or reported as not reachable', async (t) => {
  const reach = (value: number): Check => ({
    kind: 'reachable',
    scope: '',
    reads: ['memory'],
    when: (memory: Counter) => memory.context.value === value,
  });
  const result = await verify(incrementRace(2), [property('two', reach(2)), property('three', reach(3))]);
  t.deepEqual(
    result.properties.map(({ verdict }) => verdict),
    ['holds', 'vacuous'],
  );
});

/** A light that may be pressed on and off, or left alone for ever. */
function light(fair: boolean): SystemDefinition {
  const machine = setup({ actions: { count: assign({}) } }).createMachine({
    id: 'light',
    initial: 'off',
    states: { off: { on: { press: 'lit' } }, lit: { on: { press: 'off', look: {} } } },
  });
  return {
    name: 'light',
    components: { light: machine },
    choices: { light: [{ type: 'press' }, { type: 'look' }] },
    ...(fair
      ? {
          fairness: {
            F1: [{ name: 'press', strength: 'weak', component: 'light', eventClasses: ['press'] }],
          },
        }
      : {}),
  };
}

const goesOut = property('goes-out', {
  kind: 'leadsTo',
  scope: '',
  reads: ['light'],
  from: ({ value }: LocalSnapshot) => value === 'lit',
  to: ({ value }: LocalSnapshot) => value === 'off',
});

test('liveness holds under weak fairness, and is violated by a lasso without', async (t) => {
  const [fair] = (await verify(light(true), [goesOut])).properties;
  t.is(fair?.verdict, 'holds');
  const [unfair] = (await verify(light(false), [goesOut])).properties;
  t.is(unfair?.verdict, 'violated');
  t.is(unfair?.violation?.loopsTo, 1);
});

test('a limit leaves in doubt what it has not settled', async (t) => {
  const prepared: Check = {
    kind: 'always',
    scope: '',
    reads: ['rm-0'],
    holds: ({ value }: LocalSnapshot) => value !== 'prepared',
    witness: () => true,
  };
  const sane: Check = { ...(prepared as object), holds: () => true } as Check;
  const result = await verify(twoPhaseCommit(6), [property('prepared', prepared), property('sane', sane)], {
    limits: { maxStates: 1_000 },
  });
  t.deepEqual(
    result.properties.map(({ verdict }) => verdict),
    ['violated', 'inconclusive'],
  );
  t.regex(result.properties[1]?.reasons.join() ?? '', /1000 states/);
});

test('an interruption leaves everything in doubt, and says so', async (t) => {
  const sane: Check = { kind: 'always', scope: '', reads: ['tm'], holds: () => true, witness: () => true };
  const result = await verify(twoPhaseCommit(8), [property('sane', sane)], { shouldStop: () => true });
  t.true(result.interrupted);
  t.is(result.properties[0]?.verdict, 'inconclusive');
});

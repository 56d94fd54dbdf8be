/** Goal: verdicts of the explicit engine on systems small enough to know, limits included. */
import test from 'ava';
import { assign, emit, setup } from 'xstate';
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

const emitTo = (to: string) => () => ({ type: 'send', to, event: { type: 'ping' } }) as const;
/** Two machines; the second stops listening after the first message. */
function deafSystem(to = 'ear'): SystemDefinition {
  const mouth = setup({ actions: { say: emit(emitTo(to)) } }).createMachine({
    id: 'mouth',
    initial: 'open',
    states: { open: { on: { talk: { actions: 'say' }, nod: {} } } },
  });
  const ear = setup({}).createMachine({
    id: 'ear',
    initial: 'listening',
    states: { listening: { on: { ping: 'deaf' } }, deaf: {} },
  });
  return {
    name: 'deaf',
    components: { mouth, ear },
    choices: { mouth: [{ type: 'nod' }, { type: 'talk' }] },
  };
}
const never: Check = {
  kind: 'always',
  scope: '',
  reads: ['ear'],
  holds: ({ value }: LocalSnapshot) => value !== 'deaf',
  witness: () => true,
};
const builtIn = (result: Awaited<ReturnType<typeof verify>>, id: string) =>
  result.builtIn.find((property) => property.id === id);

test('a message that nobody takes ends the search with the shortest run that leads there', async (t) => {
  const sane: Check = { ...(never as object), holds: () => true } as Check;
  const result = await verify(deafSystem(), [property('never', never), property('sane', sane)]);
  t.like(builtIn(result, 'messages-handled'), { verdict: 'violated', expected: 'holds' });
  const violation = builtIn(result, 'messages-handled')?.violation;
  t.deepEqual(
    violation?.events.map(({ event }) => event.type),
    ['talk'],
  );
  t.deepEqual(violation?.attempt, { to: 'mouth', event: { type: 'talk' } });
  t.regex(violation?.message ?? '', /ear has no transition for "ping" from mouth in state "deaf"/);
  t.deepEqual(
    result.properties.map(({ verdict }) => verdict),
    ['violated', 'inconclusive'],
  );
  t.regex(result.properties[1]?.reasons.join() ?? '', /do not fit together/);
  t.is(builtIn(result, 'deadlock-free')?.verdict, 'inconclusive');
});

test('an address that does not exist is reported where the choice is allowed, and only there', async (t) => {
  const result = await verify(deafSystem('nose'), []);
  t.is(builtIn(result, 'messages-handled')?.violation?.events.length, 0);
  const definition = deafSystem('nose');
  const forbidden = { component: 'ear', name: 'never', holds: () => false };
  const choices = { mouth: [{ event: { type: 'nod' } }, { event: { type: 'talk' }, requires: [forbidden] }] };
  const guarded = await verify({ ...definition, choices }, []);
  t.is(builtIn(guarded, 'messages-handled')?.verdict, 'holds');
});

test('machines that answer each other for ever are reported', async (t) => {
  const echo = (to: string) =>
    setup({ actions: { say: emit(emitTo(to)) } }).createMachine({
      id: to,
      initial: 'on',
      states: { on: { on: { ping: { actions: 'say' } } } },
    });
  const components = { left: echo('right'), right: echo('left') };
  const result = await verify({ name: 'echo', components, choices: { left: [{ type: 'ping' }] } }, []);
  t.regex(builtIn(result, 'messages-handled')?.violation?.message ?? '', /does not end/);
});

test('a guard that throws is the model’s failure', async (t) => {
  const machine = setup({
    guards: {
      broken: () => {
        throw new Error('no such thing');
      },
    },
  }).createMachine({
    id: 'm',
    initial: 'a',
    states: { a: { on: { go: { guard: 'broken', target: 'a' } } } },
  });
  const result = await verify(
    { name: 'm', components: { m: machine }, choices: { m: [{ type: 'go' }] } },
    [],
  );
  t.regex(builtIn(result, 'messages-handled')?.violation?.message ?? '', /threw:[^]*no such thing/);
});

/** One step and no more. */
function once(more: Partial<SystemDefinition> = {}): SystemDefinition {
  const machine = setup({}).createMachine({
    id: 'once',
    initial: 'new',
    states: { new: { on: { go: 'done' } }, done: {} },
  });
  return { name: 'once', components: { once: machine }, choices: { once: [{ type: 'go' }] }, ...more };
}

test('a state in which nothing can happen is a deadlock, unless the system may end', async (t) => {
  const stuck = builtIn(await verify(once(), []), 'deadlock-free');
  t.like(stuck, { verdict: 'violated', expected: 'holds', witnesses: 2 });
  t.is(stuck?.violation?.events.length, 1);
  const ends = builtIn(await verify(once({ mayEnd: true }), []), 'deadlock-free');
  t.like(ends, { verdict: 'not-applicable', expected: 'not-applicable' });
});

test('a state that only a spent budget ends is no deadlock', async (t) => {
  const choices = { light: [{ event: { type: 'press' }, cost: { presses: 1 } }] };
  const definition = { ...light(false), choices, budgets: { presses: 3 } };
  const result = await verify(definition, []);
  t.is(result.passes[0]?.distinct, 4);
  t.is(builtIn(result, 'deadlock-free')?.verdict, 'holds');
});

test('passes that an interruption forestalls leave their checks in doubt', async (t) => {
  let asked = 0;
  const result = await verify(
    incrementRace(2),
    [property('bounded', bounded(2)), property('counts', everyWriteCounts)],
    { shouldStop: () => ++asked > 0 },
  );
  t.is(result.skippedPasses, 1);
  t.deepEqual(
    result.properties.map(({ verdict }) => verdict),
    ['holds', 'inconclusive'],
  );
  t.true(result.interrupted);
});

test('progress names the pass and the scope', async (t) => {
  const seen: string[] = [];
  const scopes = [{ name: 'all', system: defineSystem(twoPhaseCommit(7)), subject: null }];
  await verifyExhaustively({
    scopes,
    subject: null,
    properties: [],
    onProgress: ({ scope, pass, passes }) => seen.push(`${scope} ${String(pass)}/${String(passes)}`),
  });
  t.deepEqual([...new Set(seen)], ['all 1/1']);
});

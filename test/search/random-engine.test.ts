/** Goal: verdicts, witnesses, shrinking and reproducibility of the random engine, on systems small enough to know. */
import test from 'ava';
import { assign, setup } from 'xstate';
import type { Check, PropertyDefinition } from '../../src/property/definition.ts';
import { testRandomly } from '../../src/search/random-engine.ts';
import type { RandomResult } from '../../src/search/result.ts';
import type { ClosingSchedule } from '../../src/system/closing.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import type { LocalSnapshot, SystemDefinition } from '../../src/system/vocabulary.ts';
import { incrementRace } from '../models/increment-race.ts';

type Counter = LocalSnapshot<{ readonly value: number }>;
type Thread = LocalSnapshot<{ readonly local: number }>;

function property(
  id: string,
  check: Check,
  expected: 'holds' | 'violated' = 'holds',
): PropertyDefinition<null> {
  return {
    id,
    title: id,
    kind: check.kind,
    statement: id,
    source: ['test'],
    assumptions: [],
    witness: 'as the check says',
    expected: () => expected,
    checks: () => [check],
  };
}

function run(
  definition: SystemDefinition,
  properties: readonly PropertyDefinition<null>[],
  more: {
    closings?: Record<string, ClosingSchedule>;
    seed?: number;
    runs?: number;
    steps?: number;
    path?: number;
    untilViolated?: string;
  } = {},
): Promise<RandomResult> {
  return testRandomly({
    system: defineSystem(definition),
    subject: null,
    properties,
    closings: more.closings ?? {},
    budgetBounds: definition.budgets === undefined ? {} : { tries: 3 },
    runs: more.runs ?? 60,
    steps: more.steps ?? 20,
    seed: more.seed ?? 1,
    ...(more.path === undefined ? {} : { path: more.path }),
    ...(more.untilViolated === undefined ? {} : { untilViolated: more.untilViolated }),
  });
}

const bothDone = (first: Thread, second: Thread): boolean =>
  first.value === 'done' && second.value === 'done';

const noLostUpdate = property('no-lost-update', {
  kind: 'always',
  scope: '',
  reads: ['memory', 'thread-0', 'thread-1'],
  holds: (memory: Counter, first: Thread, second: Thread) =>
    !bothDone(first, second) || memory.context.value === 2,
  witness: (_: Counter, first: Thread, second: Thread) => bothDone(first, second),
  explain: (memory: Counter) => `both are done but the value is ${String(memory.context.value)}`,
});

test('finds the lost update and shrinks it to its four steps', async (t) => {
  const result = await run(incrementRace(2), [noLostUpdate]);
  const [found] = result.properties;
  t.is(found?.verdict, 'violated');
  t.is(found?.violation?.events.length, 4);
  t.is(found?.violation?.message, 'both are done but the value is 1');
  t.is(result.runs.distinct, 13);
});

test('shrinks a violation buried among the events of a third thread', async (t) => {
  const result = await run(incrementRace(3), [noLostUpdate], { runs: 200 });
  t.is(result.properties[0]?.violation?.events.length, 4);
});

test('the same seed gives the same result', async (t) => {
  const first = await run(incrementRace(3), [noLostUpdate], { seed: 7 });
  const second = await run(incrementRace(3), [noLostUpdate], { seed: 7 });
  t.deepEqual({ ...first, seconds: 0, stepsPerSecond: 0 }, { ...second, seconds: 0, stepsPerSecond: 0 });
});

test('the path of a violation plays its run alone', async (t) => {
  const all = await run(incrementRace(3), [noLostUpdate], { seed: 7, steps: 6 });
  const violation = all.properties[0]?.violation;
  t.true((violation?.path ?? 0) > 0, 'the first run has it: the test would show nothing');
  const alone = await run(incrementRace(3), [noLostUpdate], {
    seed: 7,
    steps: 6,
    path: violation?.path ?? -1,
  });
  t.is(alone.runs.count, 1);
  t.deepEqual(alone.properties[0]?.violation, violation);
});

test('a search that awaits a violation ends some time after it', async (t) => {
  const sizes = { seed: 7, steps: 6, runs: 400 };
  const all = await run(incrementRace(3), [noLostUpdate], sizes);
  const awaited = await run(incrementRace(3), [noLostUpdate], {
    ...sizes,
    untilViolated: 'no-lost-update',
  });
  t.is(all.runs.count, 400);
  t.true(awaited.runs.count > 120 && awaited.runs.count < 400);
  t.is(awaited.properties[0]?.verdict, 'violated');
  t.false(awaited.interrupted);
  const other = await run(incrementRace(3), [noLostUpdate], { ...sizes, untilViolated: 'another' });
  t.is(other.runs.count, 400);
});

test('a property whose witness never occurs is vacuous, not fine', async (t) => {
  const vacuous = property('vacuous', {
    kind: 'always',
    scope: '',
    reads: ['memory'],
    holds: () => true,
    witness: (memory: Counter) => memory.context.value > 5,
  });
  const result = await run(incrementRace(2), [vacuous]);
  t.is(result.properties[0]?.verdict, 'vacuous');
});

test('a property without checks is not applicable', async (t) => {
  const none: PropertyDefinition<null> = { ...noLostUpdate, checks: () => [] };
  const result = await run(incrementRace(2), [none]);
  t.is(result.properties[0]?.verdict, 'not-applicable');
});

test('step properties and reachability', async (t) => {
  const growing = property('value-never-falls', {
    kind: 'step',
    on: 'memory',
    holds: ({ before, after }: { before: Counter; after: Counter }) =>
      after.context.value >= before.context.value,
    witness: ({ event }: { event: { type: string } }) => event.type === 'put',
  } as unknown as Check);
  const two = property('reach-two', {
    kind: 'reachable',
    scope: '',
    reads: ['memory'],
    when: (memory: Counter) => memory.context.value === 2,
  });
  const three = property('reach-three', {
    kind: 'reachable',
    scope: '',
    reads: ['memory'],
    when: (memory: Counter) => memory.context.value === 3,
  });
  const result = await run(incrementRace(2), [growing, two, three]);
  t.deepEqual(
    result.properties.map(({ verdict }) => verdict),
    ['not-violated', 'holds', 'vacuous'],
  );
});

test('covers transitions and both outcomes of guards', async (t) => {
  const result = await run(lamp(), []);
  t.deepEqual(result.coverage.transitions.missing, ['lamp: broken repair [neverAllowed] -> off']);
  t.deepEqual(result.coverage.guards.missing, ['lamp: neverAllowed = true']);
});

/** A lamp that is switched on and, when it should go off, may need a kick; `tries` bounds how often it breaks. */
function lamp(): SystemDefinition {
  const machine = setup({
    types: { context: {} as { on: boolean } },
    guards: { neverAllowed: () => false },
    actions: { switchOn: assign({ on: true }), switchOff: assign({ on: false }) },
  }).createMachine({
    id: 'lamp',
    context: { on: false },
    initial: 'off',
    states: {
      off: { on: { press: { target: 'lit', actions: 'switchOn' } } },
      lit: { on: { press: { target: 'off', actions: 'switchOff' }, drop: 'broken' } },
      broken: { on: { repair: { guard: 'neverAllowed', target: 'off' }, wait: {} } },
    },
  });
  return {
    name: 'lamp',
    components: { lamp: machine },
    choices: {
      lamp: [
        { event: { type: 'press' } },
        { event: { type: 'drop' }, cost: { tries: 1 } },
        { event: { type: 'repair' } },
        { event: { type: 'wait' } },
      ],
    },
    budgets: { tries: 1 },
  };
}

const lit = (snapshot: Counter): boolean => snapshot.value === 'lit';

function goesOut(closing?: string): PropertyDefinition<null> {
  return property('goes-out', {
    kind: 'leadsTo',
    scope: '',
    reads: ['lamp'],
    from: (snapshot: Counter) => lit(snapshot),
    to: (snapshot: Counter) => snapshot.value === 'off',
    excluded: (snapshot: Counter) => closing === 'gentle' && snapshot.value === 'broken',
    ...(closing === undefined ? {} : { closing }),
  });
}

const press: ClosingSchedule = {
  id: 'gentle',
  description: 'presses while it is lit',
  round: ({ take, read }) => {
    if (lit(read<{ value: number }>('lamp'))) take('lamp', { type: 'press' });
    else take('lamp', { type: 'wait' });
  },
  rounds: () => 3,
};

test('a liveness violation is a loop to which the run returns', async (t) => {
  const result = await run(lamp(), [goesOut()], { closings: { quiet: { ...press, id: 'quiet' } } });
  const violation = result.properties[0]?.violation;
  t.deepEqual(
    violation?.events.map(({ event }) => event.type),
    ['press', 'drop', 'wait'],
  );
  t.is(violation?.loopsTo, 2);
  t.deepEqual(violation?.closing, { id: 'quiet', from: 2 });
});

test('runs in which an assumption is broken are excluded and counted', async (t) => {
  const result = await run(lamp(), [goesOut('gentle')], { closings: { gentle: press } });
  t.is(result.properties[0]?.verdict, 'not-violated');
  t.true((result.properties[0]?.excludedRuns ?? 0) > 0);
});

test('a liveness check that every run excludes is not taken for one that held', async (t) => {
  const always: PropertyDefinition<null> = {
    ...goesOut(),
    checks: () =>
      goesOut()
        .checks(null)
        .map((check) => ({ ...check, excluded: () => true }) as Check),
  };
  const result = await run(lamp(), [always], { closings: { quiet: { ...press, id: 'quiet' } } });
  t.is(result.properties[0]?.verdict, 'inconclusive');
  t.regex(result.properties[0]?.reasons.join() ?? '', /no run judged it \(60 excluded/);
});

test('a liveness check without its closing schedule is an error, not a pass', async (t) => {
  await t.throwsAsync(run(lamp(), [goesOut()]), {
    code: 'MODEL_BAD_DEFINITION',
    message: /schedule "quiet"/,
  });
});

test('an obligation that is met again and again in the loop is met', async (t) => {
  const blinking: ClosingSchedule = {
    id: 'quiet',
    description: 'blinks',
    round: ({ take }) => {
      take('lamp', { type: 'press' });
      take('lamp', { type: 'press' });
    },
    rounds: () => 4,
  };
  const definition = { ...lamp(), choices: { lamp: [{ type: 'press' }] } };
  const result = await run(definition, [goesOut()], { closings: { quiet: blinking } });
  t.is(result.properties[0]?.verdict, 'not-violated');
});

test('a search that is stopped reports what it has', async (t) => {
  const system = defineSystem(incrementRace(3));
  const result = await testRandomly({
    system,
    subject: null,
    properties: [noLostUpdate],
    closings: {},
    budgetBounds: {},
    runs: 1_000_000,
    steps: 50,
    seed: 1,
    shouldStop: () => true,
  });
  t.true(result.interrupted);
  t.true(result.runs.count < 1_000_000);
});

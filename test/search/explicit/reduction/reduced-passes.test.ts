/** Goal: the engine reduces where it may, says where it may not and why, and its counterexamples stay shortest. */
import test from 'ava';
import { always, leadsTo, observer } from '../../../../src/property/constructors.ts';
import type { PropertyDefinition } from '../../../../src/property/definition.ts';
import type { Reduction } from '../../../../src/search/explicit/explicit-options.ts';
import { verifyExhaustively } from '../../../../src/search/explicit-engine.ts';
import { defineSystem } from '../../../../src/system/define-system.ts';
import { interchangeable } from '../../../../src/system/symmetry.ts';
import type { LocalSnapshot, ObservedDelivery, SystemDefinition } from '../../../../src/system/vocabulary.ts';
import { symmetricTwoPhaseCommit, twoPhaseCommit } from '../../../models/two-phase-commit.ts';
import { drawnMachine } from '../../liveness/small-systems.ts';

function verify(
  definition: SystemDefinition,
  properties: readonly PropertyDefinition<unknown>[],
  withoutReductions: readonly Reduction[] = [],
  maxStates = Infinity,
) {
  const scope = { name: '', system: defineSystem(definition), subject: undefined };
  return verifyExhaustively({
    scopes: [scope],
    subject: undefined,
    properties,
    withoutReductions,
    limits: { maxStates },
  });
}

const neverCommits = always({
  id: 'never-commits',
  statement: 'The last resource manager never commits.',
  reads: ['rm-2'],
  holds: ({ value }: LocalSnapshot) => value !== 'committed',
});

test('symmetry: the same verdict and length, fewer states, and how many they stand for', async (t) => {
  const reduced = await verify(symmetricTwoPhaseCommit(3), [neverCommits]);
  const full = await verify(twoPhaseCommit(3), [neverCommits], ['partial-order']);
  const [mine] = reduced.properties;
  const [other] = full.properties;
  t.deepEqual(
    [mine?.verdict, mine?.violation?.events.length],
    [other?.verdict, other?.violation?.events.length],
  );
  t.is(mine?.violation?.events.at(-1)?.event['to'], 2);
  const [pass] = reduced.passes;
  t.deepEqual([pass?.distinct, pass?.represents, pass?.reductions], [80, 288, ['symmetry']]);
  const [plain] = full.passes;
  t.deepEqual(
    [plain?.distinct, plain?.represents, plain?.reductions, plain?.reductionNotes],
    [288, 288, [], []],
  );
});

test('each reduction is off by name', async (t) => {
  const { passes } = await verify(symmetricTwoPhaseCommit(3), [neverCommits], ['symmetry', 'partial-order']);
  t.deepEqual([passes[0]?.distinct, passes[0]?.reductions, passes[0]?.reductionNotes], [288, [], []]);
});

test('liveness keeps its pass from being reduced, and the pass says so', async (t) => {
  const decided = leadsTo({
    id: 'decided',
    statement: 'Who is prepared learns the decision.',
    reads: ['rm-0'],
    from: ({ value }: LocalSnapshot) => value === 'prepared',
    to: ({ value }: LocalSnapshot) => value === 'committed' || value === 'aborted',
  });
  const { passes } = await verify(symmetricTwoPhaseCommit(3), [neverCommits, decided]);
  t.deepEqual([passes[0]?.distinct, passes[0]?.reductions], [288, []]);
  t.regex(passes[0]?.reductionNotes.join() ?? '', /liveness/);
});

/** A line of lights, each of which may be switched on once. */
function lights(count: number): SystemDefinition {
  const ids = Array.from({ length: count }, (_, index) => `light-${String(index)}`);
  const machine = drawnMachine({ off: { press: 'on' }, on: { press: 'burnt' }, burnt: {} });
  return {
    name: 'lights',
    components: Object.fromEntries(ids.map((id) => [id, machine])),
    choices: Object.fromEntries(ids.map((id) => [id, [{ type: 'press' }]])),
  };
}

const neverBoth = always({
  id: 'never-both',
  statement: 'The second and the last light are never on together.',
  reads: ['light-1', 'light-5'],
  holds: (first: LocalSnapshot, last: LocalSnapshot) => !(first.value === 'on' && last.value === 'on'),
});

test('partial order: a shortest run is found again without it', async (t) => {
  const { properties, passes } = await verify(lights(6), [neverBoth]);
  t.is(properties[0]?.violation?.events.length, 2);
  t.deepEqual(passes[0]?.reductions, ['partial-order']);
  t.deepEqual(passes[0]?.reductionNotes, []);
  t.is(passes[0]?.deadlock?.length, 12);
  t.true((passes[0]?.distinct ?? 0) < 3 ** 6 / 10 && (passes[0]?.partlyExpanded ?? 0) > 0);
});

test('partial order: where a limit ends the search for a shortest run, the longer one is kept and marked', async (t) => {
  const { properties, passes } = await verify(lights(6), [neverBoth], [], 100);
  t.is(properties[0]?.verdict, 'violated');
  t.regex(passes[0]?.reductionNotes.join() ?? '', /may not be shortest: .*100 states/);
});

const symmetricLights: SystemDefinition = {
  ...lights(4),
  symmetry: [
    interchangeable(['0', '1', '2', '3'], {
      components: (name) => [`light-${name}`],
    }),
  ],
};

const presses = (name: string) =>
  observer({
    id: `presses-${name}`,
    initial: 0,
    observes: [`light-${name}`],
    reduce: (count: number) => count + 1,
  });

const notTwice = (...names: readonly string[]) =>
  always({
    id: `not-twice-${names.join('-')}`,
    statement: 'These lights are not pressed twice in all.',
    reads: names.map((name) => `presses-${name}`),
    observers: names.map(presses),
    holds: (...counts: number[]) => counts.reduce((sum, count) => sum + count, 0) < 2,
  });

test('an observer of one name keeps that name in its place; the others may still be exchanged', async (t) => {
  const { passes, properties } = await verify(
    symmetricLights,
    [notTwice('0'), notTwice('1', '3')],
    ['partial-order'],
  );
  const [, ...observed] = passes;
  t.deepEqual(
    properties.map(({ violation }) => violation?.events.length),
    [2, 2],
  );
  for (const { represents, distinct, reductions } of observed) {
    t.deepEqual(reductions, ['symmetry']);
    t.true(represents === 3 ** 4 && distinct < represents && distinct > 15);
  }
  t.is(passes[0]?.distinct, 15);
});

test('an observer that favours a name switches symmetry off in its pass, and the pass says so', async (t) => {
  const first = observer({
    id: 'first',
    initial: '',
    observes: ['light-0', 'light-1', 'light-2', 'light-3'],
    reduce: (id: string, { component }: ObservedDelivery) =>
      id === '' && component === 'light-2' ? component : id,
  });
  const property = always({
    id: 'first-is-never-two',
    statement: 'The third light is never the first one.',
    reads: ['first'],
    observers: [first],
    holds: (id: string) => id === '',
  });
  const { passes, properties } = await verify(symmetricLights, [property], ['partial-order']);
  t.is(properties[0]?.violation?.events.length, 1);
  t.deepEqual([passes[1]?.distinct, passes[1]?.reductions], [81, []]);
  t.regex(passes[1]?.reductionNotes.join() ?? '', /observer first is not symmetric under 1 <-> 2/);
});

test('a symmetry must be declared consistently', (t) => {
  const declared =
    (components: (name: string) => readonly string[], names = ['0', '1']) =>
    () =>
      defineSystem({ ...lights(3), symmetry: [interchangeable(names, { components })] });
  const code = 'MODEL_BAD_DEFINITION';
  t.throws(
    declared((name) => [`lamp-${name}`]),
    { code, message: /"lamp-0" is not a component/ },
  );
  t.throws(
    declared(() => ['light-0']),
    { code, message: /belongs to "0" and to "1"/ },
  );
  t.throws(
    declared((name) => (name === '0' ? ['light-0'] : [])),
    { code, message: /another number/ },
  );
  t.throws(
    declared(() => [], ['0', '0']),
    { code, message: /twice/ },
  );
});

/** Goal: the explicit search visits exactly the states that the literature and a naive search count. */
import test from 'ava';
import fc from 'fast-check';
import type { Check } from '../../../src/property/definition.ts';
import { SafetySearch } from '../../../src/search/explicit/safety-search.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import { TabulatedStepper } from '../../../src/system/tabulated-stepper.ts';
import type { LocalSnapshot, SystemDefinition } from '../../../src/system/vocabulary.ts';
import { incrementRace } from '../../models/increment-race.ts';
import { countersSystem, eventTypes, reaction } from '../../system/random-counters.ts';
import { naiveCounts } from '../../models/naive-search.ts';
import { twoPhaseCommit } from '../../models/two-phase-commit.ts';

const unlimited = { maxStates: Infinity, stopReason: () => undefined };

async function search(definition: SystemDefinition, checks: readonly Check[] = [], maxStates = Infinity) {
  const stepper = new TabulatedStepper(defineSystem(definition), { tableCapacity: 2 });
  const found = new SafetySearch(stepper, checks, definition.budgets ?? {}, {
    tableCapacity: 2,
    reshapeAt: 200,
  });
  await found.run({ ...unlimited, maxStates });
  return found;
}

// Distinct and depth: tlaplus/Examples, specifications/transaction_commit (TwoPhase); generated counts self-loops as TLC does.
const counts = [
  { resourceManagers: 3, distinct: 288, generated: 1_146, depth: 11 },
  { resourceManagers: 5, distinct: 8_832, generated: 58_146, depth: 17 },
  { resourceManagers: 7, distinct: 296_448, generated: 2_744_706, depth: 23 },
] as const;

for (const { resourceManagers, ...expected } of counts) {
  test(`two-phase commit with ${String(resourceManagers)} resource managers`, async (t) => {
    const { store, generated, depth, complete } = await search(twoPhaseCommit(resourceManagers));
    t.deepEqual({ distinct: store.size, generated, depth }, expected);
    t.true(complete);
  });
}

test('agrees with a naive search over plain XState snapshots', async (t) => {
  for (const definition of [twoPhaseCommit(2), twoPhaseCommit(4), incrementRace(2), incrementRace(4)]) {
    const { store, generated, depth } = await search(definition);
    t.deepEqual({ distinct: store.size, generated, depth }, naiveCounts(definition), definition.name);
  }
});

test('agrees with it on random systems of three counters', async (t) => {
  let states = 0;
  const threeReactions = fc.array(reaction, { minLength: eventTypes, maxLength: eventTypes });
  await fc.assert(
    fc.asyncProperty(fc.array(threeReactions, { minLength: 3, maxLength: 3 }), async (reactions) => {
      const definition = countersSystem(reactions);
      const { store, generated, depth } = await search(definition);
      t.deepEqual({ distinct: store.size, generated, depth }, naiveCounts(definition));
      states += store.size;
    }),
    { numRuns: 250 },
  );
  t.true(states > 500, `only ${String(states)} states`);
});

const bothDone = (first: LocalSnapshot, second: LocalSnapshot) =>
  first.value === 'done' && second.value === 'done';
const noLostUpdate: Check = {
  kind: 'always',
  scope: '',
  reads: ['memory', 'thread-0', 'thread-1'],
  holds: (memory: LocalSnapshot<{ value: number }>, first: LocalSnapshot, second: LocalSnapshot) =>
    !bothDone(first, second) || memory.context.value === 2,
  witness: (_: LocalSnapshot, first: LocalSnapshot, second: LocalSnapshot) => bothDone(first, second),
  explain: (memory: LocalSnapshot<{ value: number }>) => `the value is ${String(memory.context.value)}`,
};

test('increment race: 13 states, and the shortest lost update has four steps', async (t) => {
  const found = await search(incrementRace(2), [noLostUpdate]);
  t.is(found.store.size, 13);
  t.is(found.report(0)?.events.length, 4);
  t.is(found.report(0)?.message, 'the value is 1');
  t.true((found.witnesses[0] ?? 0) > 0);
});

test('a state in which nothing can happen is a deadlock', async (t) => {
  const found = await search(incrementRace(2));
  t.is(found.pathTo(found.deadlock).length, 4);
});

test('a limit on states ends the search as incomplete', async (t) => {
  const found = await search(twoPhaseCommit(5), [], 1_000);
  t.false(found.complete);
  t.regex(found.stopped, /1000 states/);
});

test('budgets bound how often a choice is made', async (t) => {
  const base = twoPhaseCommit(3);
  const definition: SystemDefinition = {
    ...base,
    budgets: { prepares: 1 },
    choices: {
      ...base.choices,
      'rm-0': [{ event: { type: 'prepare' }, cost: { prepares: 1 } }],
      'rm-1': [{ event: { type: 'prepare' }, cost: { prepares: 1 } }],
      'rm-2': [{ event: { type: 'prepare' }, cost: { prepares: 1 } }],
    },
  };
  const committed: Check = {
    kind: 'reachable',
    scope: '',
    reads: ['tm'],
    when: (tm: LocalSnapshot) => tm.value === 'committed',
  };
  t.false((await search(definition, [committed])).hit(0));
  t.true((await search({ ...definition, budgets: { prepares: 3 } }, [committed])).hit(0));
});

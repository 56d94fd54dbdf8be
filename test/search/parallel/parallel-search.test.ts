/**
 * Goal: a search by several threads finds what the search of one thread finds: as many states and successors, as deep,
 * the same verdicts with runs of the same length, the same witnesses and coverage.
 * Method: the same passes searched by 1 to 4 threads, with tables that begin so small that they grow all the time.
 */
import test from 'ava';
import fc from 'fast-check';
import { WorkerPool } from '../../../src/search/parallel/worker-pool.ts';
import { Coverage } from '../../../src/system/coverage.ts';
import {
  assertRunsAreReal,
  factsOf,
  prepare,
  searchAlone,
  searchTogether,
  tiny,
} from './compare-searches.ts';
import { drawnEvents, drawnStates, recipe } from './recipes.ts';

const systems = [
  ['two-phase commit 3', recipe('commit', 3)],
  ['two-phase commit 5', recipe('commit', 5)],
  ['two-phase commit 4 with observers', recipe('observedCommit', 4)],
  ['two-phase commit with budgets', recipe('frugalCommit', 2)],
  ['increment race 2', recipe('race', 2)],
  ['increment race 4', recipe('race', 4)],
  ['nested states', recipe('nested', 3)],
  ['naive philosophers', recipe('philosophers', { count: 5, order: 'naive' })],
  ['ordered philosophers', recipe('philosophers', { count: 5, order: 'ordered' })],
] as const;

for (const threads of [1, 2, 3, 4]) {
  test.serial(`${String(threads)} threads find what one finds`, async (t) => {
    const pool = new WorkerPool(threads);
    try {
      for (const [name, made] of systems) {
        const prepared = await prepare(made);
        for (const [index, pass] of prepared.passes.entries()) {
          const coverages = [new Coverage(), new Coverage()] as const;
          const alone = await searchAlone(prepared, index, coverages[0]);
          const together = await searchTogether(pool, prepared, index, {
            capacities: tiny,
            coverage: coverages[1],
          });
          t.deepEqual(factsOf(together), factsOf(alone), name);
          t.deepEqual(coverages[1].transitions(), coverages[0].transitions(), name);
          t.deepEqual(coverages[1].guardOutcomes(), coverages[0].guardOutcomes(), name);
          assertRunsAreReal(t, together, prepared, pass);
        }
      }
    } finally {
      await pool.close();
    }
  });
}

const state = fc.constantFrom(...drawnStates);
const choice = fc.record({
  cost: fc.constantFrom(0, 0, 1),
  needs: fc.option(fc.subarray([...drawnStates]), { freq: 3 }),
});
const drawn = fc.record({
  machines: fc.array(
    fc.array(fc.array(fc.option(state, { freq: 3 }), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    }),
    { minLength: 2, maxLength: 2 },
  ),
  choices: fc.array(fc.array(choice, { minLength: drawnEvents.length, maxLength: drawnEvents.length }), {
    minLength: 2,
    maxLength: 2,
  }),
  forbidden: fc.tuple(state, state),
  budget: fc.integer({ min: 0, max: 3 }),
});

test.serial('random small systems', async (t) => {
  const pool = new WorkerPool(2);
  try {
    await fc.assert(
      fc.asyncProperty(drawn, async (argument) => {
        const prepared = await prepare(recipe('drawnPair', argument));
        for (const [index, pass] of prepared.passes.entries()) {
          const alone = await searchAlone(prepared, index);
          const together = await searchTogether(pool, prepared, index, { capacities: tiny });
          t.deepEqual(factsOf(together), factsOf(alone));
          assertRunsAreReal(t, together, prepared, pass);
        }
      }),
      { numRuns: 40 },
    );
  } finally {
    await pool.close();
  }
});

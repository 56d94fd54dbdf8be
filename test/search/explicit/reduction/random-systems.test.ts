/**
 * Goal: reductions change no verdict, no count of witnesses, and (symmetry) no length of a run; what they report is real.
 * Method: random systems, the full search as the oracle, each reported run played again by the plain stepper.
 */
import test from 'ava';
import fc from 'fast-check';
import { CheckerError } from '../../../../src/errors/checker-error.ts';
import { ObserverAsymmetry } from '../../../../src/search/explicit/reduction/asymmetry.ts';
import { differences, fullSearch, reducedSearch, type Mode } from './compare-searches.ts';
import { looseChecks, looseDefinition, looseSystem } from './random-loose-system.ts';
import { hubChecks, hubDefinition, hubSystem, type DrawnHub } from './random-hub-system.ts';

/** Differences, or the code of the error that a search ended with. */
async function compared(drawn: DrawnHub, mode: Mode, flaw?: DrawnHub['flaw']) {
  const definition = hubDefinition(drawn, flaw);
  const checks = hubChecks(drawn);
  const full = await fullSearch(definition, checks);
  try {
    const reduced = await reducedSearch(definition, checks, mode);
    return { full, reduced, found: differences(full, reduced, mode) };
  } catch (error) {
    if (error instanceof CheckerError) return { full, refused: error.code };
    if (error instanceof ObserverAsymmetry) return { full, refused: error.observer };
    throw error;
  }
}

/** Leaves that answer the hub when it speaks to all of them are told in an order that may matter. */
const mayDependOnOrder = ({ hub }: DrawnHub): boolean =>
  hub.some((row) => row.some(({ effect }) => effect === 'broadcast'));

for (const mode of ['symmetry', 'both'] as const) {
  test(`${mode}: same verdicts, witnesses and deadlocks as the full search`, async (t) => {
    const seen = { smaller: 0, hits: 0, misses: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(hubSystem, async (drawn) => {
        const { full, reduced, found = [], refused } = await compared(drawn, mode);
        if (refused !== undefined) {
          seen.refused++;
          if (!mayDependOnOrder(drawn)) throw new Error(refused);
          return;
        }
        if (found.length > 0) throw new Error(found.join('\n'));
        if (reduced.distinct < full.distinct) seen.smaller++;
        full.checks.forEach((_, index) => {
          if (full.hit(index)) seen.hits++;
          else seen.misses++;
        });
      }),
      { numRuns: 400 },
    );
    t.true(seen.smaller > 40 && seen.hits > 100 && seen.misses > 100, JSON.stringify(seen));
    t.log(seen);
  });
}

test('a symmetry that is not there is refused, or makes no difference where it cannot be seen', async (t) => {
  const seen = { refused: 0, harmless: 0 };
  await fc.assert(
    fc.asyncProperty(hubSystem, async (drawn) => {
      const { found = [], refused } = await compared(drawn, 'symmetry', drawn.flaw);
      if (found.length > 0) throw new Error(found.join('\n'));
      if (refused === undefined) seen.harmless++;
      else seen.refused++;
    }),
    { numRuns: 400 },
  );
  t.true(seen.refused > 100 && seen.harmless > 10, JSON.stringify(seen));
  t.log(seen);
});

test('partial order: same verdicts, witnesses, deadlocks and errors of the model as the full search', async (t) => {
  const seen = { smaller: 0, hits: 0, misses: 0, deadlocks: 0, errors: 0 };
  await fc.assert(
    fc.asyncProperty(looseSystem, async (drawn) => {
      const definition = looseDefinition(drawn);
      const checks = looseChecks(drawn);
      const full = await fullSearch(definition, checks);
      const reduced = await reducedSearch(definition, checks, 'partial-order');
      const failure = full.failedStep();
      if (failure !== undefined || reduced.failedStep() !== undefined) {
        seen.errors++;
        if (failure?.error.code !== reduced.failedStep()?.error.code)
          throw new Error('an error of the model in one of the searches only');
        return;
      }
      const found = differences(full, reduced, 'partial-order');
      if (found.length > 0) throw new Error(found.join('\n'));
      if (reduced.distinct < full.distinct) seen.smaller++;
      if (full.deadlock >= 0) seen.deadlocks++;
      full.checks.forEach((_, index) => {
        if (full.hit(index)) seen.hits++;
        else seen.misses++;
      });
    }),
    { numRuns: 1_000 },
  );
  t.true(seen.smaller > 100 && seen.hits > 100 && seen.misses > 100, JSON.stringify(seen));
  t.true(seen.deadlocks > 0 && seen.errors > 10, JSON.stringify(seen));
  t.log(seen);
});

/**
 * Goal: a verification by several threads, with passes searched alone and passes searched together, comes to the same
 * verdicts, counts and run lengths as one by one thread; limits, interruptions and errors end it as cleanly.
 */
import test from 'ava';
import { CheckerError } from '../../../src/errors/checker-error.ts';
import type { ExplicitOptions, ExplicitResult } from '../../../src/search/explicit/explicit-options.ts';
import { verifyExhaustively } from '../../../src/search/explicit-engine.ts';
import { followRecipe } from '../../../src/search/parallel/follow-recipe.ts';
import type { Recipe } from '../../../src/search/parallel/recipe.ts';
import type { PropertyResult } from '../../../src/search/result.ts';
import { recipe } from './recipes.ts';

async function verify(
  made: Recipe,
  workers: number,
  more: Partial<ExplicitOptions<never>> = {},
): Promise<ExplicitResult> {
  const { scopes, properties } = await followRecipe(made);
  return verifyExhaustively({
    scopes: scopes as ExplicitOptions<never>['scopes'],
    properties,
    subject: scopes[0]?.subject as never,
    withoutReductions: ['symmetry', 'partial-order'],
    workers,
    recipe: made,
    ...more,
  });
}

const judged = ({ violation, ...rest }: PropertyResult) => ({ ...rest, length: violation?.events.length });

/** Everything that must be equal, whatever the number of threads. */
const factsOf = ({ passes, properties, builtIn, coverage, interrupted, skippedPasses }: ExplicitResult) => ({
  passes: passes.map(({ deadlock, failure, seconds: _s, bytesPerState: _b, ...rest }) => ({
    ...rest,
    deadlock: deadlock?.length,
    failure: failure && [failure.events.length, failure.attempt, failure.error.code, failure.error.message],
  })),
  properties: properties.map(judged),
  builtIn: builtIn.map(judged),
  coverage,
  interrupted,
  skippedPasses,
});

const tinyBudgets = { stakingOperations: 0, consumerDowntimes: 0, providerDowntimes: 0 };

const systems = [
  ['a lone pass', recipe('commit', 4)],
  ['passes of safety', recipe('observedCommit', 3)],
  ['passes of safety and of liveness', recipe('philosophersAndWatchers', { count: 4, order: 'ordered' })],
  ['deadlocks', recipe('philosophersAndWatchers', { count: 3, order: 'naive' })],
  ['Interchain Security', recipe('ics', { instance: 'minimal', budgets: tinyBudgets })],
] as const;

for (const workers of [2, 3]) {
  test.serial(`${String(workers)} threads come to the verdicts of one`, async (t) => {
    // Interchain Security takes its time; it is enough to see it once.
    for (const [name, made] of workers === 2 ? systems : systems.slice(0, -1)) {
      const alone = await verify(made, 1);
      t.true(
        alone.passes.every(({ complete }) => complete),
        name,
      );
      t.deepEqual(factsOf(await verify(made, workers)), factsOf(alone), name);
    }
  });
}

test.serial('a message that nobody takes ends the search of several threads as that of one', async (t) => {
  const made = recipe('unheard', 4);
  // Where in the level the search ends is a matter of chance, so numbers of states are.
  const seen = ({ passes, builtIn }: ExplicitResult) => ({
    stopped: passes.map(({ depth, complete, stopped }) => ({ depth, complete, stopped })),
    failures: passes.map(({ failure }) => [failure?.events.length, failure?.attempt, failure?.error.code]),
    verdicts: builtIn.map(({ id, verdict, violation }) => [id, verdict, violation?.events.length]),
  });
  const alone = await verify(made, 1);
  t.is(alone.passes[0]?.failure?.error.code, 'MODEL_UNHANDLED_MESSAGE');
  for (const workers of [2, 3]) {
    const together = await verify(made, workers);
    t.deepEqual(seen(together), seen(alone));
    t.true(together.passes[0]?.failure?.error instanceof CheckerError);
  }
});

test.serial('limits and interruptions end all threads, with what was found so far', async (t) => {
  const large = recipe('commit', 8);
  const limited = await verify(large, 2, { limits: { maxStates: 5_000 } });
  t.deepEqual(
    limited.passes.map(({ complete, stopped }) => [complete, stopped]),
    [[false, 'the limit of 5000 states was reached']],
  );
  t.true((limited.passes[0]?.distinct ?? 0) >= 5_000);
  // Violated early, and not looked at far enough.
  t.is(limited.properties[6]?.verdict, 'holds');
  t.is(limited.properties[0]?.verdict, 'inconclusive');

  const interrupted = await verify(large, 2, { shouldStop: () => true });
  t.true(interrupted.interrupted);
  t.is(interrupted.passes[0]?.stopped, 'the search was interrupted');
  t.is(interrupted.properties[0]?.verdict, 'inconclusive');

  const small = await verify(large, 2, { limits: { maxMemoryMb: 1 } });
  t.is(small.passes[0]?.stopped, 'the limit of 1 MB was reached');
});

test.serial('an interruption ends passes that single threads search, and skips the others', async (t) => {
  const made = recipe('observedCommit', 8);
  const { interrupted, passes, skippedPasses } = await verify(made, 2, { shouldStop: () => true });
  t.true(interrupted);
  t.is(skippedPasses, 1);
  t.deepEqual(
    passes.map(({ complete, stopped }) => [complete, stopped]),
    [[false, 'the search was interrupted']],
  );
});

test.serial('what a recipe throws in a worker is thrown', async (t) => {
  const { scopes, properties } = await followRecipe(recipe('race', 2));
  const error = await t.throwsAsync(
    verifyExhaustively({
      scopes: scopes as ExplicitOptions<never>['scopes'],
      properties,
      subject: null as never,
      workers: 2,
      recipe: recipe('broken', null),
    }),
    { instanceOf: CheckerError },
  );
  t.is(error?.code, 'INSTANCE_INVALID');
  t.is(error?.at, 'here');
});

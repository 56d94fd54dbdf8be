import test from 'ava';
import { checkModel } from './check-model.ts';
import { naiveCounts } from './naive-search.ts';
import { entry, mutualExclusion, peterson } from './peterson.ts';

// Counted by TLC: tlaplus/Examples, specifications/locks_auxiliary_vars/manifest.json, model Peterson.cfg.
test('state counts are those of the TLA+ specification', async (t) => {
  const { counts } = await checkModel(peterson);
  t.deepEqual(counts, { distinct: 42, generated: 77, depth: 11 });
  t.deepEqual(counts, naiveCounts(peterson));
});

test('mutual exclusion holds', async (t) => {
  const { hits, search } = await checkModel(peterson, [mutualExclusion]);
  t.deepEqual(hits, []);
  t.true((search.witnesses[0] ?? 0) > 0);
  t.is(search.deadlock, -1);
});

test('who wants to enter does, if both processes go on', async (t) => {
  t.is((await checkModel(peterson, [entry], 'both')).liveness.get('entry')?.verdict, 'holds');
});

test('who wants to enter need not, if nobody has to go on', async (t) => {
  const outcome = (await checkModel(peterson, [entry], 'none')).liveness.get('entry');
  t.is(outcome?.verdict, 'violated');
  t.is(outcome?.lasso?.stem.length, 1);
  t.deepEqual(outcome?.lasso?.loop, []);
});

test('who wants to enter need not, if the other may stop half-way', async (t) => {
  const outcome = (await checkModel(peterson, [entry], 'first')).liveness.get('entry');
  t.is(outcome?.verdict, 'violated');
  // The other one raises its flag and is given the turn, and stops for ever; the first one waits for it.
  t.deepEqual(outcome?.lasso?.loop, []);
  t.like(outcome?.lasso?.certificate[0], { reason: 'disabled', before: 0, spent: [] });
});

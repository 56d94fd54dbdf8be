import test from 'ava';
import { changRoberts, onlyTheSmallestWins, someoneWins } from './chang-roberts.ts';
import { checkModel } from './check-model.ts';
import { naiveCounts } from './naive-search.ts';

/** All ways in which three nodes may initiate the election or not. */
const initiatorSets = Array.from({ length: 8 }, (_, bits) => [1, 2, 4].map((bit) => (bits & bit) !== 0));

// Counted by TLC over all initial states: tlaplus/Examples, specifications/chang_roberts/manifest.json, model
// MCChangRoberts.cfg (three nodes). Who initiates never changes, so the initial states' state spaces are disjoint.
test('state counts over all sets of initiators are those of the TLA+ specification', async (t) => {
  const total = { distinct: 0, generated: 0, depth: 0 };
  for (const initiators of initiatorSets) {
    const { counts } = await checkModel(changRoberts(initiators));
    t.deepEqual(counts, naiveCounts(changRoberts(initiators)));
    total.distinct += counts.distinct;
    total.generated += counts.generated;
    total.depth = Math.max(total.depth, counts.depth);
  }
  t.deepEqual(total, { distinct: 137, generated: 227, depth: 10 });
});

test('only the smallest initiator wins, and it does, if every node goes on', async (t) => {
  for (const initiators of initiatorSets) {
    const { hits, liveness } = await checkModel(changRoberts(initiators), [
      onlyTheSmallestWins(initiators),
      someoneWins(3),
    ]);
    t.deepEqual(hits, []);
    const outcome = liveness.get('someone-wins');
    t.is(outcome?.fairness, 'F1');
    t.is(outcome?.verdict, initiators.includes(true) ? 'holds' : 'violated', initiators.join());
  }
});

test('nobody need win if nodes may stop', async (t) => {
  const { liveness } = await checkModel(changRoberts([true, true, true]), [someoneWins(3)], 'none');
  t.is(liveness.get('someone-wins')?.verdict, 'violated');
});

test('nobody wins in a ring in which losers forward nothing: it comes to rest', async (t) => {
  const initiators = [true, true, true];
  const faulty = changRoberts(initiators, 'losers-forward-nothing');
  const { liveness, hits } = await checkModel(faulty, [onlyTheSmallestWins(initiators), someoneWins(3)]);
  t.deepEqual(hits, []);
  const { verdict, lasso } = liveness.get('someone-wins') ?? {};
  t.is(verdict, 'violated');
  t.deepEqual(lasso?.loop, []);
  t.true(lasso?.certificate.every(({ reason }) => reason === 'disabled'));
});

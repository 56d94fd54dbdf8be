import test from 'ava';
import { checkModel } from './check-model.ts';
import { diningPhilosophers, hungryEats } from './dining-philosophers.ts';
import { naiveCounts } from './naive-search.ts';

/**
 * Naive philosophers in closed form. Going round the table, each is thinking, holding its left fork, or eating, and
 * whoever comes after one who eats must be thinking: cyclic words counted by the trace of the n-th power of
 * [[1,1,1],[1,1,1],[1,0,0]], which are the companion Pell numbers (OEIS A002203: 6, 14, 34, 82, 198...). All are
 * reachable: let those who eat start first.
 */
const companionPell = [2, 2];
for (let n = 2; n <= 8; n++) {
  companionPell.push(2 * (companionPell[n - 1] ?? 0) + (companionPell[n - 2] ?? 0));
}

test('naive: as many states as the companion Pell numbers say', async (t) => {
  for (let count = 2; count <= 8; count++) {
    const { counts } = await checkModel(diningPhilosophers(count, 'naive'));
    t.is(counts.distinct, companionPell[count] ?? 0, `${count} philosophers`);
    if (count <= 4) t.deepEqual(counts, naiveCounts(diningPhilosophers(count, 'naive')));
  }
});

test('ordered: as many states as a naive search finds', async (t) => {
  for (const count of [2, 3, 4]) {
    const { counts } = await checkModel(diningPhilosophers(count, 'ordered'));
    t.deepEqual(counts, naiveCounts(diningPhilosophers(count, 'ordered')));
  }
});

test('naive: all hold one fork and wait for ever, after as many steps as there are philosophers', async (t) => {
  for (const count of [2, 3, 5]) {
    const { search } = await checkModel(diningPhilosophers(count, 'naive'));
    t.deepEqual(
      search.pathTo(search.deadlock).map(({ event }) => event.type),
      new Array(count).fill('takeFirst'),
    );
  }
});

test('ordered: no deadlock', async (t) => {
  for (const count of [2, 3, 5])
    t.is((await checkModel(diningPhilosophers(count, 'ordered'))).search.deadlock, -1);
});

test('naive: nobody eats in the deadlock, however fair', async (t) => {
  const outcome = (await checkModel(diningPhilosophers(3, 'naive'), [hungryEats], 'strong')).liveness.get(
    'hungry-eats',
  );
  t.is(outcome?.verdict, 'violated');
  t.is(outcome?.lasso?.stem.length, 3);
  t.deepEqual(outcome?.lasso?.loop, []);
});

test('ordered: a neighbour can starve the hungry one under weak fairness, but not under strong', async (t) => {
  const system = diningPhilosophers(3, 'ordered');
  const weak = (await checkModel(system, [hungryEats], 'weak')).liveness.get('hungry-eats');
  t.is(weak?.verdict, 'violated');
  t.true((weak?.lasso?.loop.length ?? 0) > 0);
  t.is((await checkModel(system, [hungryEats], 'strong')).liveness.get('hungry-eats')?.verdict, 'holds');
});

/** Goal: the tree over a state vector is cheapest for the steps it was shaped after. */
import test from 'ava';
import fc from 'fast-check';
import { ChangeSample } from '../../../src/search/explicit/change-sample.ts';
import { balancedTree, cheapestTree, type TreeShape } from '../../../src/search/explicit/tree-shape.ts';

type Touched = (from: number, to: number) => number;

/** The interval of positions below a node. */
function reachOf(shape: TreeShape, width: number, node: number): readonly [from: number, to: number] {
  if (node < width) return [node, node + 1];
  const [from] = reachOf(shape, width, shape.left[node - width] ?? -1);
  const [, to] = reachOf(shape, width, shape.right[node - width] ?? -1);
  return [from, to];
}

function costOf(shape: TreeShape, width: number, touched: Touched): number {
  return shape.left.reduce((sum, _, node) => sum + touched(...reachOf(shape, width, width + node)), 0);
}

/** The cheapest of all trees, by trying them all. */
function leastCost(from: number, to: number, touched: Touched): number {
  if (to - from === 1) return 0;
  const splits = Array.from({ length: to - from - 1 }, (_, index) => from + 1 + index);
  const least = Math.min(
    ...splits.map((middle) => leastCost(from, middle, touched) + leastCost(middle, to, touched)),
  );
  return least + touched(from, to);
}

const steps = fc.integer({ min: 2, max: 7 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    sample: fc.array(fc.uniqueArray(fc.nat(width - 1), { minLength: 1 }), { minLength: 1, maxLength: 20 }),
  }),
);

test('no tree with the leaves in order is cheaper', (t) => {
  fc.assert(
    fc.property(steps, ({ width, sample }) => {
      const touched: Touched = (from, to) =>
        sample.filter((changed) => changed.some((position) => position >= from && position < to)).length;
      const shape = cheapestTree(width, touched);
      t.deepEqual(reachOf(shape, width, 2 * width - 2), [0, width]);
      t.is(costOf(shape, width, touched), leastCost(0, width, touched));
    }),
    { numRuns: 50 },
  );
});

test('a position that changes all the time is right below the root', (t) => {
  const { left, right } = cheapestTree(6, (from) => (from === 0 ? 10 : 1));
  t.is(left.at(-1), 0);
  t.is(right.at(-1), 9);
});

test('a sample counts the intervals that steps change something in', (t) => {
  const sample = new ChangeSample(4);
  for (let i = 0; i < 16; i++) sample.look(Int32Array.of(3, 1), 2);
  for (let i = 0; i < 16; i++) sample.lookAtOne(2);
  t.deepEqual(
    [
      sample.touched(0, 1),
      sample.touched(0, 2),
      sample.touched(2, 3),
      sample.touched(2, 4),
      sample.touched(0, 4),
    ],
    [0, 1, 1, 2, 2],
  );
});

test('balanced: no leaf is deeper than need be', (t) => {
  const { left, right } = balancedTree(5);
  t.deepEqual([...left], [0, 5, 3, 6]);
  t.deepEqual([...right], [1, 2, 4, 7]);
});

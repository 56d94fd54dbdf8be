/** Goal: parents come back as they were put in, whatever their increases. */
import test from 'ava';
import fc from 'fast-check';
import { ParentColumn } from '../../../src/search/explicit/parent-column.ts';

/** Mostly small, some just about what fits in a byte, some large. */
const increase = fc.oneof(
  { weight: 6, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.integer({ min: 250, max: 260 }) },
  { weight: 1, arbitrary: fc.nat(100_000) },
);

test('against a list', (t) => {
  fc.assert(
    fc.property(fc.array(increase, { maxLength: 400 }), (increases) => {
      const column = new ParentColumn();
      const parents: number[] = [];
      let last = 0;
      for (const each of increases) {
        last += each;
        parents.push(last);
        column.push(last);
      }
      t.is(column.length, parents.length);
      t.deepEqual(
        parents.map((_, state) => column.at(state)),
        parents,
      );
    }),
  );
});

test('over several chunks, in a little more than a byte each', (t) => {
  const column = new ParentColumn();
  const states = 200_000;
  for (let state = 0; state < states; state++) column.push(Math.floor(state / 3));
  let wrong = 0;
  for (let state = 0; state < states; state++) if (column.at(state) !== Math.floor(state / 3)) wrong++;
  t.is(wrong, 0);
  t.true(column.bytes / states < 1.5);
});

test('refuses what is not in order, and what was never put in', (t) => {
  const column = new ParentColumn();
  column.push(3);
  t.throws(() => column.push(2), { instanceOf: RangeError });
  t.throws(() => column.at(1), { instanceOf: RangeError });
});

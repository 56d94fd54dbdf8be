/** Jumps end at the latest with the block before something is due, and their lengths are few. */
import fc from 'fast-check';
import test from 'ava';
import { blocksBefore, jumpLengths } from '../../../model/choices/quiet-jumps.ts';

test('blocks before a due time', (t) => {
  t.is(blocksBefore(12, 6), 2);
  t.is(blocksBefore(13, 6), 3);
  t.is(blocksBefore(1, 6), 1);
  t.is(blocksBefore(Infinity, 6), Infinity);
});

test('the longest jump comes first, shorter ones after it', (t) => {
  t.deepEqual(jumpLengths(599, 600), [599, 300, 75]);
  t.deepEqual(jumpLengths(Infinity, 600), [600, 300, 75]);
  t.deepEqual(jumpLengths(1, 600), []);
  t.deepEqual(jumpLengths(100, 1), []);
  t.deepEqual(jumpLengths(80, 600), [80, 75]);
});

test('no jump is longer than either limit or shorter than two blocks, and all differ', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 }), (longest, ceiling) => {
      const lengths = jumpLengths(longest, ceiling);
      t.true(lengths.every((length) => length >= 2 && length <= longest && length <= ceiling));
      t.is(new Set(lengths).size, lengths.length);
      t.deepEqual(
        lengths,
        lengths.toSorted((a, b) => b - a),
      );
    }),
  );
});

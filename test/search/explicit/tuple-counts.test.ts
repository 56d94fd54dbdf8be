/** Goal: the distinct tuples of every interval are counted, each once. */
import test from 'ava';
import fc from 'fast-check';
import { TupleCounts } from '../../../src/search/explicit/tuple-counts.ts';

test('against sets of strings', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }), { maxLength: 30 }),
      (vectors) => {
        const counts = new TupleCounts(4);
        vectors.forEach((vector) => counts.add(Int32Array.from(vector)));
        t.is(counts.vectors, vectors.length);
        for (let from = 0; from < 4; from++) {
          for (let to = from + 1; to <= 4; to++) {
            t.is(counts.of(from, to), new Set(vectors.map((vector) => vector.slice(from, to).join())).size);
          }
        }
      },
    ),
  );
});

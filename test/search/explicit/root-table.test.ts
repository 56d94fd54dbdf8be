/** Goal: the table of root pairs gives equal pairs equal ids, in order of arrival, however full and however often it grows. */
import test from 'ava';
import fc from 'fast-check';
import { RootTable } from '../../../src/search/explicit/root-table.ts';

const pairs = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 400 });

test('against a map, from two slots up', (t) => {
  fc.assert(
    fc.property(pairs, (given) => {
      const table = new RootTable(2);
      const ids = new Map<string, number>();
      for (const [first, second] of given) {
        const key = `${String(first)},${String(second)}`;
        const expected = ids.get(key) ?? ids.size;
        ids.set(key, expected);
        t.is(table.idOf(first, second), expected);
      }
      t.is(table.size, ids.size);
      for (const [key, id] of ids) t.is(`${String(table.firstOf(id))},${String(table.secondOf(id))}`, key);
    }),
  );
});

test('with several chunks of pairs, and large numbers', (t) => {
  const table = new RootTable(2);
  const count = 100_000;
  const firstOf = (id: number): number => 0x7fff_0000 - (id % 317);
  for (let round = 0; round < 2; round++) {
    let wrong = 0;
    for (let id = 0; id < count; id++) if (table.idOf(firstOf(id), id) !== id) wrong++;
    t.is(wrong, 0);
  }
  let wrong = 0;
  for (let id = 0; id < count; id++)
    if (table.firstOf(id) !== firstOf(id) || table.secondOf(id) !== id) wrong++;
  t.is(wrong, 0);
  t.true(table.bytes / count < 8.7 + 4 / 0.42, 'more slack than the file promises');
});

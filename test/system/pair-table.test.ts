/** Goal: pairs get dense ids in order of arrival, and keep them through growth. */
import test from 'ava';
import fc from 'fast-check';
import { PairTable } from '../../src/system/pair-table.ts';

test('against a map, from two slots up', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ first: fc.nat(30), second: fc.nat(30), add: fc.boolean() }), { maxLength: 400 }),
      (given) => {
        const table = new PairTable(2);
        const ids = new Map<string, number>();
        for (const { first, second, add } of given) {
          const key = `${String(first)},${String(second)}`;
          t.is(table.find(first, second), ids.get(key) ?? -1);
          if (!add) continue;
          const expected = ids.get(key) ?? ids.size;
          ids.set(key, expected);
          t.is(table.idOf(first, second), expected);
        }
        t.is(table.size, ids.size);
        for (const [key, id] of ids) t.is(`${String(table.firstOf(id))},${String(table.secondOf(id))}`, key);
      },
    ),
  );
});

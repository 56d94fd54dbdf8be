import test from 'ava';
import fc from 'fast-check';
import {
  accumulateUpdates,
  applyUpdates,
  entrants,
  sameSets,
} from '../../../model/consumer/validator-updates.ts';
import type { KeyPower } from '../../../model/vocabulary.ts';

const set = (text: string): readonly KeyPower[] =>
  text === ''
    ? []
    : text.split(' ').map((entry) => {
        const [key = '', power] = entry.split('=');
        return { key, power: Number(power) };
      });

const rows = [
  ['a=1 b=2', 'b=3', 'a=1 b=3', ''],
  ['a=1 b=2', 'b=0', 'a=1', ''],
  ['a=1', 'b=0', 'a=1', ''],
  ['b=1', 'a=2 c=3', 'a=2 b=1 c=3', 'a c'],
  ['', 'a=1', 'a=1', 'a'],
  ['a=1', '', 'a=1', ''],
] as const;
for (const [before, updates, after, entering] of rows) {
  test(`{${before}} changed by {${updates}} is {${after}}`, (t) => {
    t.deepEqual(applyUpdates(set(before), set(updates)), set(after));
    t.is(entrants(set(before), set(updates)).join(' '), entering);
  });
}

test('an addition that is undone before it is applied stays in the list as a removal', (t) => {
  t.deepEqual(accumulateUpdates(set('c=5'), set('a=1 c=0')), set('a=1 c=0'));
});

const keys = ['a', 'b', 'c', 'd', 'e'];
const updates = (least: number): fc.Arbitrary<readonly KeyPower[]> =>
  fc
    .uniqueArray(fc.record({ key: fc.constantFrom(...keys), power: fc.integer({ min: least, max: 3 }) }), {
      selector: ({ key }) => key,
    })
    .map((list) => list.toSorted((a, b) => (a.key < b.key ? -1 : 1)));

test('applying accumulated changes is applying one after the other', (t) => {
  fc.assert(
    fc.property(updates(1), updates(0), updates(0), (before, first, second) => {
      const together = applyUpdates(before, accumulateUpdates(first, second));
      const inTurn = applyUpdates(applyUpdates(before, first), second);
      t.deepEqual(together, inTurn);
      t.true(sameSets(together, inTurn));
    }),
    { seed: 11, numRuns: 500 },
  );
});

test('accumulating is associative, and sets are the same only if all entries are', (t) => {
  fc.assert(
    fc.property(updates(0), updates(0), updates(0), (a, b, c) => {
      const left = accumulateUpdates(accumulateUpdates(a, b), c);
      t.deepEqual(left, accumulateUpdates(a, accumulateUpdates(b, c)));
      t.deepEqual(
        left.map(({ key }) => key),
        keys.filter((key) => left.some((entry) => entry.key === key)),
      );
      t.is(sameSets(a, b), JSON.stringify(a) === JSON.stringify(b));
    }),
    { seed: 11, numRuns: 500 },
  );
});

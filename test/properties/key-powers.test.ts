import test from 'ava';
import fc from 'fast-check';
import {
  contrast,
  differences,
  keyedOf,
  powerInText,
  setFrom,
  textOf,
  withUpdates,
} from '../../properties/key-powers.ts';
import { powers } from './situations.ts';

test('a set as text reads back as the same set', (t) => {
  const set = powers({ a: 3, ka: 10, v1: 2 });
  t.is(textOf(set), 'a:3,ka:10,v1:2');
  t.deepEqual(setFrom(textOf(set)), set);
  t.deepEqual(setFrom(''), []);
});

const lookups: readonly (readonly [text: string, key: string, power: number])[] = [
  ['a:3,ka:10', 'a', 3],
  ['a:3,ka:10', 'ka', 10],
  ['ka:10', 'a', 0],
  ['v10:7,v1:2', 'v1', 2],
  ['', 'a', 0],
];
for (const [text, key, power] of lookups) {
  test(`power of ${key} in {${text}} is ${String(power)}`, (t) => {
    t.is(powerInText(text, key), power);
  });
}

test('stored sets are sorted by key, not by validator', (t) => {
  const stored = [
    { validator: 'a', key: 'ka', power: 3 },
    { validator: 'b', key: 'b', power: 2 },
  ];
  t.is(textOf(keyedOf(stored)), 'b:2,ka:3');
});

test('contrast names what differs', (t) => {
  t.is(
    contrast(powers({ a: 3 }), powers({ a: 2, b: 1 })),
    'a has 3 instead of 2, b has nothing instead of 1',
  );
  t.is(contrast(powers({ a: 3 }), powers({ a: 3 })), 'no difference');
});

const sets = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 3 }))
  .map((byKey) => powers(byKey));

test('applying the differences between two sets leads from one to the other', (t) => {
  fc.assert(
    fc.property(sets, sets, (from, to) => {
      t.is(textOf(withUpdates(from, differences(from, to))), textOf(to));
    }),
  );
});

test('differences mention only what changes', (t) => {
  t.deepEqual(differences(powers({ a: 1, b: 2 }), powers({ b: 2, c: 3 })), powers({ a: 0, c: 3 }));
});

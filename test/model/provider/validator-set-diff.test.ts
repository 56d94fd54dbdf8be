/** A diff says what changed and nothing else: applied to the old set it gives the new one. */
import fc from 'fast-check';
import test from 'ava';
import { diffOf } from '../../../model/provider/validator-set-diff.ts';
import type { KeyPower } from '../../../model/vocabulary.ts';

const set = (text: string): readonly KeyPower[] =>
  text === ''
    ? []
    : text.split(' ').map((entry) => {
        const [key = '', power] = entry.split(':');
        return { key, power: Number(power) };
      });

for (const [before, after, updates] of [
  ['a:1 b:2', 'a:1 b:2', ''],
  ['a:1 b:2', 'a:1 b:3', 'b:3'],
  ['a:1 b:2', 'b:2', 'a:0'],
  ['b:2', 'a:1 b:2', 'a:1'],
  ['', 'a:1', 'a:1'],
  ['a:1 b:2', '', 'a:0 b:0'],
  // A changed key is a removal and an addition.
  ['a:5', 'k:5', 'a:0 k:5'],
  // Two validators that swap their keys only change the powers of both.
  ['j:1 k:2', 'k:1 j:2', 'j:2 k:1'],
] as const) {
  test(`from [${before}] to [${after}]`, (t) => {
    t.deepEqual(diffOf(set(before), set(after)), set(updates));
  });
}

const sets = fc
  .uniqueArray(
    fc.record({
      key: fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'),
      power: fc.integer({ min: 1, max: 3 }),
    }),
    {
      selector: ({ key }) => key,
    },
  )
  .map((members) => members.toSorted((x, y) => (x.key < y.key ? -1 : 1)));

test('applied to the old set it gives the new one, and mentions no key twice and no unchanged key', (t) => {
  fc.assert(
    fc.property(sets, sets, (before, after) => {
      const updates = diffOf(before, after);
      const powers = new Map(before.map(({ key, power }) => [key, power]));
      for (const { key, power } of updates) {
        t.not(powers.get(key) ?? 0, power);
        powers.set(key, power);
      }
      t.is(new Set(updates.map(({ key }) => key)).size, updates.length);
      t.deepEqual(
        new Map([...powers].filter(([, power]) => power > 0).sort()),
        new Map(after.map(({ key, power }) => [key, power])),
      );
    }),
  );
});

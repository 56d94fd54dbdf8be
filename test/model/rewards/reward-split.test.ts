/** Shares in the SDK's decimals of 18 places: what they are, and how far they may be from fair. */
import test from 'ava';
import fc from 'fast-check';
import { parseFraction } from '../../../model/fraction.ts';
import { sharesOf, splitReward } from '../../../model/rewards/reward-split.ts';
import { partsOf } from '../../../properties/reward-shares.ts';

const nothing = parseFraction('0');
const member = (validator: string, power: number) => ({ validator, power });

test('the tax is cut off, and so is the rest: a token may be left over', (t) => {
  const rows = [
    [3, '0.2', 2, 0],
    [5, '0.2', 4, 1],
    [1, '0.02', 0, 0],
    [100, '0.02', 98, 2],
    [7, '0', 7, 0],
    [7, '1', 0, 7],
  ] as const;
  for (const [amount, tax, toValidators, toCommunity] of rows) {
    t.deepEqual(splitReward(amount, parseFraction(tax)), { toValidators, toCommunity });
  }
});

test('two thirds and one third are cut off at 18 places, before they are multiplied', (t) => {
  const shares = sharesOf(2, [member('a', 2), member('b', 1)], () => nothing);
  t.deepEqual(
    shares.map(({ validator, tokens }) => [validator, tokens]),
    [
      ['a', '1.333333333333333332'],
      ['b', '0.666666666666666666'],
    ],
  );
});

test('the commission is rounded, halves to even, and is part of the share', (t) => {
  const rate = parseFraction('0.5');
  const [a, b] = sharesOf(1, [member('a', 1), member('b', 2)], (id) => (id === 'a' ? rate : nothing));
  t.deepEqual(a, { validator: 'a', tokens: '0.333333333333333333', commission: '0.166666666666666666' });
  t.is(b?.commission, '0.000000000000000000');
});

test('shares never exceed the whole, and lose less than a part of a token for each member and token', (t) => {
  const tokens = fc.integer({ min: 1, max: 1e9 });
  const powers = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 6 });
  t.notThrows(() => {
    fc.assert(
      fc.property(tokens, powers, (whole, each) => {
        const shares = sharesOf(
          whole,
          each.map((power, index) => member(String(index), power)),
          () => nothing,
        );
        const sum = shares.reduce((total, share) => total + partsOf(share.tokens), 0n);
        const missing = BigInt(whole) * 10n ** 18n - sum;
        return missing >= 0n && missing <= BigInt(each.length) * BigInt(whole);
      }),
    );
  });
});

test('decimals are read as they are written', (t) => {
  t.is(partsOf('1.000000000000000001'), 10n ** 18n + 1n);
  t.is(partsOf('0.5'), 5n * 10n ** 17n);
});

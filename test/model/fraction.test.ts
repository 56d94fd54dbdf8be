/** Decimal fractions of integers are exact, and rounded as the chains round. */
import fc from 'fast-check';
import test from 'ava';
import { parseFraction, roundedShare, truncatedShare } from '../../model/fraction.ts';

test('decimal text becomes an exact fraction', (t) => {
  t.deepEqual(parseFraction('0.05'), { numerator: 5, denominator: 100 });
  t.deepEqual(parseFraction('1'), { numerator: 1, denominator: 1 });
  t.deepEqual(parseFraction('1.0'), { numerator: 10, denominator: 10 });
  t.deepEqual(parseFraction('0'), { numerator: 0, denominator: 1 });
  t.deepEqual(parseFraction('0.000001'), { numerator: 1, denominator: 1_000_000 });
});

for (const [amount, fraction, truncated, rounded] of [
  [5, '0.5', 2, 2],
  [7, '0.5', 3, 4],
  [3, '0.5', 1, 2],
  [1, '0.5', 0, 0],
  [5, '0.2', 1, 1],
  [2, '0.2', 0, 0],
  [3, '0.2', 0, 1],
  // 0.29 x 100 is 28.999999999999996 in floating point.
  [100, '0.29', 29, 29],
  [1e15, '0.000003', 3e9, 3e9],
  [999_999_999_999_999, '0.999999', 999_998_999_999_999, 999_998_999_999_999],
] as const) {
  test(`${String(amount)} x ${fraction}`, (t) => {
    t.is(truncatedShare(amount, parseFraction(fraction)), truncated);
    t.is(roundedShare(amount, parseFraction(fraction)), rounded);
  });
}

test('agrees with big integers on every size', (t) => {
  const amounts = fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: 1e15 }));
  fc.assert(
    fc.property(amounts, fc.nat(1_000_000), (amount, millionths) => {
      const fraction = { numerator: millionths, denominator: 1_000_000 };
      const product = BigInt(amount) * BigInt(millionths);
      const quotient = product / 1_000_000n;
      const twice = 2n * (product % 1_000_000n);
      const up = twice > 1_000_000n || (twice === 1_000_000n && quotient % 2n === 1n);
      t.is(truncatedShare(amount, fraction), Number(quotient));
      t.is(roundedShare(amount, fraction), Number(quotient + (up ? 1n : 0n)));
    }),
  );
});

/**
 * Exact arithmetic with decimal fractions. Parameters are decimals (SDK: 18 digits), powers and tokens are integers;
 * results are integers again, rounded as the code of the chains rounds, never by floating point.
 */
import type { Fraction } from './vocabulary.ts';

/** "0.05" is 5/100. The text must be a decimal as the instance schema admits it: digits, optionally a point and digits. */
export function parseFraction(text: string): Fraction {
  const [whole = '0', decimals = ''] = text.split('.');
  return { numerator: Number(whole + decimals), denominator: 10 ** decimals.length };
}

/** `amount` x fraction, truncated (SDK Dec.MulInt and TruncateInt). Both are non-negative. */
export function truncatedShare(amount: number, fraction: Fraction): number {
  return Number(dividedExactly(amount, fraction).quotient);
}

/** `amount` x fraction, rounded to the nearest integer and halves to the even one (SDK Dec.RoundInt64, "banker's"). */
export function roundedShare(amount: number, fraction: Fraction): number {
  const { quotient, remainder, denominator } = dividedExactly(amount, fraction);
  const twice = remainder + remainder;
  const up = twice > denominator || (twice === denominator && Number(BigInt(quotient) % 2n) === 1);
  return Number(quotient) + (up ? 1 : 0);
}

interface Division {
  readonly quotient: number | bigint;
  readonly remainder: number | bigint;
  readonly denominator: number | bigint;
}

/** Plain numbers while the product is exact, big integers beyond (1e15 tokens x six decimals are too many digits). */
function dividedExactly(amount: number, { numerator, denominator }: Fraction): Division {
  const product = amount * numerator;
  if (Number.isSafeInteger(product)) {
    const remainder = product % denominator;
    return { quotient: (product - remainder) / denominator, remainder, denominator };
  }
  const exact = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  return { quotient: exact / divisor, remainder: exact % divisor, denominator: divisor };
}

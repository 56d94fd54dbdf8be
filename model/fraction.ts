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

export function isLess(one: Fraction, other: Fraction): boolean {
  return one.numerator * other.denominator < other.numerator * one.denominator;
}

/** `amount` x fraction, truncated (SDK Dec.MulInt and TruncateInt). Both are non-negative. */
export function truncatedShare(amount: number, fraction: Fraction): number {
  return divide(amount, fraction).quotient;
}

/** `amount` x fraction, rounded to the nearest integer and halves to the even one (SDK Dec.RoundInt64, "banker's"). */
export function roundedShare(amount: number, fraction: Fraction): number {
  const { quotient, rest } = divide(amount, fraction);
  const up = rest === 'more than half' || (rest === 'half' && quotient % 2 === 1);
  return up ? quotient + 1 : quotient;
}

type Rest = 'less than half' | 'half' | 'more than half';

/** Plain numbers while the product is exact, big integers beyond (1e15 tokens x six decimals are too many digits). */
function divide(amount: number, { numerator, denominator }: Fraction): { quotient: number; rest: Rest } {
  const product = amount * numerator;
  if (Number.isSafeInteger(product)) {
    const remainder = product % denominator;
    return { quotient: (product - remainder) / denominator, rest: compareToHalf(remainder, denominator) };
  }
  const exact = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  return { quotient: Number(exact / divisor), rest: compareToHalf(Number(exact % divisor), denominator) };
}

function compareToHalf(remainder: number, denominator: number): Rest {
  if (2 * remainder === denominator) return 'half';
  return 2 * remainder > denominator ? 'more than half' : 'less than half';
}

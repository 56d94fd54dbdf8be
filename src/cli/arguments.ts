/** Parsers of single arguments. What they cannot make sense of is a CheckerError that says what would be right. */
import { randomInt } from 'node:crypto';
import { CheckerError } from '../errors/checker-error.ts';

const largestCount = 1_000_000_000;
const largestSeed = 2 ** 31 - 1;

/** A whole number from 1 to a billion, for the flag of that name. */
export function countArgument(flag: string): (text: string) => number {
  return (text) => wholeNumber(text, flag, 1, largestCount);
}

/** A share in whole percent, from 0 to 100, for the flag of that name. */
export function percentArgument(flag: string): (text: string) => number {
  return (text) => wholeNumber(text, flag, 0, 100);
}

/** The number of a run, from 0, for --path. */
export function pathArgument(text: string): number {
  return wholeNumber(text, '--path', 0, largestCount);
}

/** A seed, or `random` for a fresh one. */
export function seedArgument(text: string): number {
  return text === 'random'
    ? randomInt(0, largestSeed)
    : wholeNumber(text, '--seed', 0, largestSeed, ', or "random"');
}

/** Several names: the flag may be repeated, and names may be separated by commas. */
export function namesArgument(text: string, previous: readonly string[] | undefined): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...(previous ?? []), ...names.filter((name) => name !== '')];
}

function wholeNumber(text: string, flag: string, least: number, most: number, orElse = ''): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new CheckerError('USAGE_BAD_ARGUMENT', `${flag} cannot be "${text}"`, {
    at: flag,
    expected: `a whole number from ${least} to ${most}${orElse}`,
    received: text,
  });
}

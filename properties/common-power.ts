/**
 * How much power two chains have in common, and what that is worth: exact arithmetic on small sets. Powers are integers;
 * shares are compared by multiplying out. What takes a search over subsets is meant for a dozen validators, not for hundreds.
 */
import type { ConsumerInstance } from '../model/instance.ts';
import type { KeyPower, ValidatorPower } from '../model/vocabulary.ts';
import { isLess, type Share } from '../src/property/metric.ts';
import type { ProviderSnapshot, RecordSnapshot } from './ics-property.ts';
import { bondedOf } from './target-set.ts';

/** One validator with its power on both chains; 0 where it has none. */
export interface SharedPower {
  readonly validator: string;
  readonly provider: number;
  readonly consumer: number;
}

/** Powers on the provider beside those that it last computed for the consumer. */
export function storedPowers(chain: ProviderSnapshot, { context }: RecordSnapshot): readonly SharedPower[] {
  return sharedPowers(
    bondedOf(chain.context.validators),
    context.stored.map(({ validator, power }) => ({ key: validator, power })),
    { assignedKeys: {} },
  );
}

/** Everybody with power on either chain, sorted. Keys are those assigned before the launch. */
export function sharedPowers(
  provider: readonly ValidatorPower[],
  consumer: readonly KeyPower[],
  { assignedKeys }: Pick<ConsumerInstance, 'assignedKeys'>,
): readonly SharedPower[] {
  const owners = new Map(Object.entries(assignedKeys).map(([validator, key]) => [key, validator]));
  const powers = new Map<string, SharedPower>();
  for (const { validator, power } of provider)
    powers.set(validator, { validator, provider: power, consumer: 0 });
  for (const { key, power } of consumer) {
    const validator = owners.get(key) ?? key;
    powers.set(validator, {
      validator,
      provider: powers.get(validator)?.provider ?? 0,
      consumer: power,
    });
  }
  return [...powers.values()].sort((a, b) => (a.validator < b.validator ? -1 : 1));
}

const sum = (powers: readonly SharedPower[], side: 'provider' | 'consumer'): number =>
  powers.reduce((total, power) => total + power[side], 0);

const isCommon = ({ provider, consumer }: SharedPower): boolean => provider > 0 && consumer > 0;

/** What the common validators have of the power of each chain. */
export function commonShares(powers: readonly SharedPower[]): {
  readonly provider: Share;
  readonly consumer: Share;
} {
  const common = powers.filter(isCommon);
  return {
    provider: { part: sum(common, 'provider'), whole: sum(powers, 'provider') },
    consumer: { part: sum(common, 'consumer'), whole: sum(powers, 'consumer') },
  };
}

/** a/b >= c/d, for non-negative parts and positive wholes. */
export function isAtLeast(a: Share, b: Share): boolean {
  return !isLess(a, b);
}

/** The smaller of two shares. */
export function least(a: Share, b: Share): Share {
  return isAtLeast(b, a) ? a : b;
}

/** Both chains have power at all: of nothing there are no shares. */
export function haveBothPower(powers: readonly SharedPower[]): boolean {
  return sum(powers, 'provider') > 0 && sum(powers, 'consumer') > 0;
}

/** Each member of the consumer has provider power in one and the same proportion to its consumer power. */
export function areProportional(powers: readonly SharedPower[]): boolean {
  const members = powers.filter(({ consumer }) => consumer > 0);
  const [first] = members;
  if (first === undefined || first.provider === 0) return false;
  return members.every(
    ({ provider, consumer }) =>
      BigInt(provider) * BigInt(first.consumer) === BigInt(first.provider) * BigInt(consumer),
  );
}

/** Strictly more than two thirds of the consumer. */
function isQuorum(power: number, total: number): boolean {
  return 3 * power > 2 * total;
}

/**
 * The least provider power that signs a block of the consumer: over all quorums of the consumer, the smallest sum of
 * provider power. A knapsack problem, solved exactly; 0 for a consumer without validators.
 */
export function cheapestQuorum(powers: readonly SharedPower[]): number {
  const members = strongestFirst(powers);
  const total = sum(members, 'consumer');
  let best = total === 0 ? 0 : Infinity;
  const visit = (next: number, signed: number, left: number, cost: number): void => {
    if (cost >= best) return;
    if (isQuorum(signed, total)) {
      best = cost;
      return;
    }
    const member = members[next];
    if (member === undefined || !isQuorum(signed + left, total)) return;
    const rest = left - member.consumer;
    visit(next + 1, signed + member.consumer, rest, cost + member.provider);
    visit(next + 1, signed, rest, cost);
  };
  visit(0, 0, total, 0);
  return best;
}

/**
 * The least provider power that has to sign twice for two conflicting blocks of the consumer: over all pairs of its
 * quorums, the smallest sum of provider power in both. Exact; 0 for a consumer without validators.
 */
export function costOfFork(powers: readonly SharedPower[]): number {
  const members = strongestFirst(powers);
  const total = sum(members, 'consumer');
  let best = total === 0 ? 0 : Infinity;
  // Each member signs both blocks, or only the one, or only the other: signing neither never helps.
  const visit = (next: number, one: number, other: number, left: number, cost: number): void => {
    if (cost >= best) return;
    if (!isQuorum(one + left, total) || !isQuorum(other + left, total)) return;
    const member = members[next];
    if (member === undefined) {
      best = cost;
      return;
    }
    const { provider, consumer } = member;
    const rest = left - consumer;
    visit(next + 1, one + consumer, other, rest, cost);
    visit(next + 1, one, other + consumer, rest, cost);
    visit(next + 1, one + consumer, other + consumer, rest, cost + provider);
  };
  visit(0, 0, 0, total, 0);
  return best;
}

function strongestFirst(powers: readonly SharedPower[]): readonly SharedPower[] {
  return powers.filter(({ consumer }) => consumer > 0).sort((a, b) => b.consumer - a.consumer);
}

/**
 * Whether the common validators can decide something by more than two thirds of both chains although some of them stay
 * silent: whoever they are, as long as they have less than a third of the provider's power.
 */
export function canDecideDespiteSilence(powers: readonly SharedPower[]): boolean {
  const common = powers.filter(isCommon);
  const provider = sum(powers, 'provider');
  const consumer = sum(powers, 'consumer');
  const decides = (p: number, c: number): boolean => isQuorum(p, provider) && isQuorum(c, consumer);
  const visit = (next: number, silent: number, p: number, c: number): boolean => {
    if (3 * silent >= provider) return true;
    const member = common[next];
    if (member === undefined) return decides(p, c);
    return (
      visit(next + 1, silent, p, c) &&
      visit(next + 1, silent + member.provider, p - member.provider, c - member.consumer)
    );
  };
  return visit(0, 0, sum(common, 'provider'), sum(common, 'consumer'));
}

/** The part of an older set's power whose validators are still in the newer set. */
export function keptShare(older: readonly KeyPower[], newer: readonly KeyPower[]): Share {
  const members = new Set(newer.map(({ key }) => key));
  const total = older.reduce((all, { power }) => all + power, 0);
  const kept = older.reduce((all, { key, power }) => (members.has(key) ? all + power : all), 0);
  return { part: kept, whole: total };
}

/** An exact share of numbers too large for `Share`. */
export interface ExactShare {
  readonly part: bigint;
  readonly whole: bigint;
}

/**
 * How far two distributions of power are apart: the share of all power that has changed hands (half the sum of absolute
 * differences of shares). Both must have power.
 */
export function movedShare(older: readonly ValidatorPower[], newer: readonly ValidatorPower[]): ExactShare {
  const total = (set: readonly ValidatorPower[]): bigint =>
    set.reduce((all, { power }) => all + BigInt(power), 0n);
  const before = total(older);
  const after = total(newer);
  const now = new Map(newer.map(({ validator, power }) => [validator, BigInt(power)]));
  let lost = 0n;
  for (const { validator, power } of older) {
    const difference = BigInt(power) * after - (now.get(validator) ?? 0n) * before;
    if (difference > 0n) lost += difference;
  }
  return { part: lost, whole: before * after };
}

/** share - moved >= threshold. */
export function outlasts(share: Share, moved: ExactShare, threshold: Share): boolean {
  const [part, whole, goal, of] = [share.part, share.whole, threshold.part, threshold.whole].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return (part * moved.whole - moved.part * whole) * of >= goal * whole * moved.whole;
}

/** `7/10`, as it is, not reduced. */
export function shareText({ part, whole }: Share): string {
  return `${String(part)}/${String(whole)}`;
}

import type { Instance, ValidatorInstance } from '../instance.ts';

/** Above this many validators the environment concentrates on some of them. */
const watchedAtMost = 24;

/**
 * The validators to which the environment does something: all that are not steady in small instances, otherwise the largest third
 * and a sample evenly spread over the rest, candidates included. It keeps enumeration cheap and, more importantly,
 * makes it likely that several things happen to one validator, which is where protocols break.
 */
export function watchedValidators(instance: Instance): readonly ValidatorInstance[] {
  const validators = instance.validators.filter(({ steady }) => !steady);
  if (validators.length <= watchedAtMost) return validators;
  const byStake = validators.toSorted((a, b) => b.tokens - a.tokens || (a.id < b.id ? -1 : 1));
  const largest = byStake.slice(0, watchedAtMost / 3);
  const rest = byStake.slice(largest.length);
  const spread = watchedAtMost - largest.length;
  return [
    ...largest,
    ...Array.from(
      { length: spread },
      (_, index) => Math.round(((index + 1) * rest.length) / spread) - 1,
    ).flatMap((rank) => rest[rank] ?? []),
  ];
}

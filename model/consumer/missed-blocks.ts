/**
 * Downtime detection: the slashing module of the consumer, reduced to blocks missed in a row. In the real module a
 * validator is reported when it has missed more than a share of a sliding window; here it either signs or is down, and a
 * validator that is down for `downtimeBlocks` blocks in a row is what exceeds the window.
 *
 * Spec: protocol of cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature.
 */
import type { ConsumerContext, DowntimeReport } from '../vocabulary.ts';
import { nobodyExempt, type SoftOptOut } from './soft-opt-out.ts';

export type MissedBlocks = ConsumerContext['missed'];

/**
 * The counts after `blocks` more blocks signed by `signers` have been looked at. A key with an outstanding flag is
 * skipped (to the slashing module it looks jailed). A key that is no signer has no count: joining a set again starts
 * its window afresh (hook AfterValidatorBonded). Nor has a signer whose blocks do not count while it is exempt.
 */
export function missedAfter(
  context: Pick<ConsumerContext, 'down' | 'set' | 'signers' | 'outstanding' | 'missed'>,
  blocks: number,
  { isUncounted }: Pick<SoftOptOut, 'isUncounted'> = nobodyExempt,
): MissedBlocks {
  if (context.down.length === 0) return [];
  const counted = context.signers.filter(({ power }) => !isUncounted(context.set, power));
  const signing = new Set(counted.map(({ key }) => key));
  return context.down
    .filter((key) => signing.has(key))
    .map((key) => {
      const before = context.missed.find((count) => count.key === key)?.blocks ?? 0;
      return { key, blocks: context.outstanding.includes(key) ? before : before + blocks };
    })
    .filter((count) => count.blocks > 0);
}

/**
 * What the slashing module reports at BeginBlock about the block just committed, in the order of its LastCommit (by
 * power, strongest first, then by key), and the counts that go on. Reporting resets the count, and so does not reporting
 * somebody who is exempt.
 */
export function detectDowntime(
  context: Pick<ConsumerContext, 'down' | 'set' | 'signers' | 'outstanding' | 'missed' | 'vscOfHeight'>,
  limit: number,
  softOptOut: SoftOptOut = nobodyExempt,
): { readonly reports: readonly DowntimeReport[]; readonly missed: MissedBlocks } {
  const missed = missedAfter(context, 1, softOptOut);
  const overdue = new Set(missed.filter(({ blocks }) => blocks >= limit).map(({ key }) => key));
  if (overdue.size === 0) return { reports: [], missed };
  return {
    // LastCommit is of the previous height, whose set was fixed one height before that (ValidatorUpdateDelay).
    reports: context.signers
      .filter(({ key, power }) => overdue.has(key) && !softOptOut.isExempt(context.set, power))
      .toSorted((a, b) => b.power - a.power || (a.key < b.key ? -1 : 1))
      .map(({ key, power }) => ({ key, power, vsc: context.vscOfHeight.previous })),
    missed: missed.filter(({ key }) => !overdue.has(key)),
  };
}

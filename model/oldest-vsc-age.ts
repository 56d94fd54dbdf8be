import { featuresOf } from './features.ts';
import type { Instance } from './instance.ts';

/**
 * The age at which references to VSC ids saturate: one more than any unbonding entry can reach, so every older
 * reference hits the same entries.
 *
 * An entry created in block h is paid out by the staking EndBlock of block h + n at the latest, n being the number of
 * the shortest blocks in an unbonding period; it grows older at the epoch ends of blocks h .. h + n - 1.
 */
export function oldestVscAge(instance: Pick<Instance, 'features' | 'provider'>): number {
  const { blockSeconds, unbondingSeconds, blocksPerEpoch } = instance.provider;
  const blocks = Math.ceil(unbondingSeconds / Math.min(...blockSeconds));
  const blocksPerVsc = featuresOf(instance).epochs ? blocksPerEpoch : 1;
  return Math.ceil(blocks / blocksPerVsc) + 1;
}

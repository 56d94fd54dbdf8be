/**
 * Ages of VSC ids. Ids only grow, so wherever one is stored it is kept as the number of ids issued since; everyone who
 * stores some lets them grow one older when the provider announces a new id. Beyond `oldestVscAge` nothing can tell two
 * ages apart, so they stop growing there and a bounded instance stays finite.
 *
 * Why stopping is sound: the height behind an id is used for one thing only, to decide which unbonding entries a slash
 * reaches (those created at or after that height). An entry can be slashed for at most `unbondingSeconds`, during which
 * a bounded number of epochs ends; an id issued longer ago than that is older than every entry there can be, and so is
 * every id before it. (Blocks that pass as `quietBlocks` take at least the shortest block time each and end no epoch.)
 * The order of packets does not depend on ages: queues keep it.
 */
import { featuresOf } from './features.ts';
import type { Instance } from './instance.ts';
import type { VscRef } from './vocabulary.ts';

export { oldestVscAge } from './oldest-vsc-age.ts';

/** Blocks from the end of one epoch to the end of the next; without epochs every block ends one. */
export function epochLength(instance: Pick<Instance, 'features' | 'provider'>): number {
  return featuresOf(instance).epochs ? instance.provider.blocksPerEpoch : 1;
}

/** The reference after one more id was issued. `genesis` stands for a fixed height before all others and has no age. */
export function growOlder(ref: VscRef, oldest: number): VscRef {
  return ref === 'genesis' ? ref : Math.min(ref + 1, oldest);
}

/**
 * How many quiet blocks may pass at once. A jump ends at the latest with the block before something becomes due, and
 * drift bounds may forbid the longest one; so a few shorter ones are offered as well.
 */

/** The largest n for which none of the n - 1 blocks that a jump leaves out comes at or after `dueIn` seconds. */
export function blocksBefore(dueIn: number, blockSeconds: number): number {
  return Math.ceil(dueIn / blockSeconds);
}

/** Fewer blocks than this are no jump. */
const shortestJump = 2;

/** Shorter jumps are these parts of the longest one that a drift bound ever allows. */
const parts = [2, 8];

/**
 * Lengths of the jumps to offer, longest first: the longest that is possible, and fixed parts of `ceiling`, so that
 * nearly all lengths that ever occur are the same few (their events are made once).
 *
 * @param longest nothing is due before that many blocks have passed.
 * @param ceiling no drift bound ever allows more.
 */
export function jumpLengths(longest: number, ceiling: number): readonly number[] {
  const first = Math.min(longest, ceiling);
  const shorter = parts.map((part) => Math.floor(ceiling / part)).filter((length) => length < first);
  return [first, ...shorter].filter((length) => length >= shortestJump);
}

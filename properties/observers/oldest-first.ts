/**
 * Obligations that each have to be met some day, kept oldest first. Instead of one liveness check for each key there is
 * one for the oldest: if the oldest open obligation is always met in the end, then every obligation is, since only
 * finitely many are older than it. That keeps the number of checks independent of the number of validators without
 * merging obligations: a loop in which others come and go while the oldest stays open is still a violation.
 *
 * `met` says that the oldest was met a moment ago. It is forgotten at the next block of the chain that the obligations
 * are about, so that it marks an occurrence (blocks always come) and leaves no trace of the past behind.
 */
export interface Obligations {
  /** Whose obligations are open, oldest first. */
  readonly open: readonly string[];
  /** The one that was the oldest has been met since the last block. */
  readonly met: boolean;
}

export const noObligations: Obligations = { open: [], met: false };

/** Adds an obligation; a second one of the same key is the same. */
export function begin(obligations: Obligations, key: string): Obligations {
  if (obligations.open.includes(key)) return obligations;
  return { open: [...obligations.open, key], met: obligations.met };
}

export function meet(obligations: Obligations, key: string): Obligations {
  const at = obligations.open.indexOf(key);
  if (at === -1) return obligations;
  return { open: obligations.open.filter((other) => other !== key), met: obligations.met || at === 0 };
}

/** A block of the chain begins to be produced. */
export function forgetMet(obligations: Obligations): Obligations {
  return obligations.met ? { open: obligations.open, met: false } : obligations;
}

/** `to` of the liveness check: nothing is open, or the oldest was just met. */
export function isOldestMet({ open, met }: Obligations): boolean {
  return met || open.length === 0;
}

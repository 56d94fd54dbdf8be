/**
 * Undelegations and redelegations that have to complete, oldest first. Equal ones are not told apart: if one of them
 * completes, it counts as the oldest, and the others are still owed.
 */
import { provider } from '../../model/component-ids.ts';
import type { Instance } from '../../model/instance.ts';
import type { UnbondingEntry } from '../../model/vocabulary.ts';
import { blocksBegun, notesOf } from './heard.ts';
import { onePerInstance } from './one-per-instance.ts';

export interface UnbondingObligations {
  /** In words, oldest first. */
  readonly open: readonly string[];
  /** The oldest of them completed in the present block. */
  readonly met: boolean;
  /** Undelegations that began in the present block: another one from the same validator joins. */
  readonly fresh: readonly string[];
}

export const unbondingObligationsId = 'unbonding-obligations';

export const unbondingObligations = onePerInstance<UnbondingObligations>(({ validators }: Instance) => ({
  id: unbondingObligationsId,
  initial: {
    open: validators
      .filter(({ start }) => start === 'existing')
      .flatMap(({ id, unbonding }) => unbonding.map(({ completesIn }) => ({ id, completesIn })))
      .sort((a, b) => a.completesIn - b.completesIn)
      .map(({ id }) => `undelegation from ${id}`),
    met: false,
    fresh: [],
  },
  observes: [provider],
  reduce: (state, { event, emitted }) => {
    const isBlock = blocksBegun(event).blocks > 0;
    let { open } = state;
    let met = state.met && !isBlock;
    let fresh = isBlock && state.fresh.length > 0 ? [] : state.fresh;
    for (const { entry } of notesOf(emitted, 'unbondingCompleted')) {
      const at = open.indexOf(nameOf(entry));
      if (at === -1) continue;
      open = open.toSpliced(at, 1);
      met ||= at === 0;
    }
    for (const { entry } of notesOf(emitted, 'unbondingStarted')) {
      const name = nameOf(entry);
      if (fresh.includes(name)) continue;
      open = [...open, name];
      if (entry.kind === 'undelegation') fresh = [...fresh, name].sort();
    }
    return open === state.open && met === state.met && fresh === state.fresh ? state : { open, met, fresh };
  },
}));

function nameOf({ kind, validator, destination }: UnbondingEntry): string {
  return kind === 'undelegation'
    ? `undelegation from ${validator}`
    : `redelegation from ${validator} to ${destination}`;
}

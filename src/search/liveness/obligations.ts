/** Where in the visited states each liveness check's obligation arises and where it is owed or met. */
import { excludedBit, primary, secondary } from '../../property/check-tables.ts';
import type { SafetySearch } from '../explicit/safety-search.ts';

/** Bits of a state for one check. */
export const arises = 1;
/** Neither met here nor excluded, so an obligation that was open before still is. */
export const unmet = 2;

export interface Obligations {
  readonly check: number;
  /** Bits by state number, visited but not expanded states included. */
  readonly marks: Uint8Array;
  /** States in which the premise occurs (leadsTo) or in which it begins (eventually: one), excluded ones left out. */
  readonly occurs: number;
  /** States in which an obligation arises that is not met at once. */
  readonly arises: number;
  /** States in which the premise occurs although an assumption of the property is broken. */
  readonly leftOut: number;
  /** States in which it is met. */
  readonly met: number;
}

interface Found extends Obligations {
  readonly isLeadsTo: boolean;
  occurs: number;
  arises: number;
  leftOut: number;
  met: number;
}

/** Looks at every visited state once, for all checks. */
export function findObligations(search: SafetySearch, checks: readonly number[]): readonly Obligations[] {
  const { store, tables } = search;
  const wanted = new Set(checks);
  const groups = tables.stateGroups.flatMap((group) => {
    const found = group.checks
      .filter((check) => wanted.has(check))
      .map((check): Found => ({
        check,
        isLeadsTo: tables.checks[check]?.kind === 'leadsTo',
        marks: new Uint8Array(store.size),
        occurs: 0,
        arises: 0,
        leftOut: 0,
        met: 0,
      }));
    return found.length === 0 ? [] : [{ group, found }];
  });
  if (groups.length === 0) return [];
  const vector = new Int32Array(store.width);
  for (let state = 0; state < store.size; state++) {
    store.load(state, vector);
    for (const { group, found } of groups) {
      const tuple = tables.tupleOf(group, vector);
      for (const each of found) mark(each, state, tables.stateFlags(each.check, tuple, vector, group));
    }
  }
  return groups.flatMap(({ found }) => found);
}

/** @param flags what the check says of the state. */
function mark(found: Found, state: number, flags: number): void {
  const { isLeadsTo, marks } = found;
  const premise = isLeadsTo ? (flags & primary) !== 0 : state === 0;
  const met = (flags & (isLeadsTo ? secondary : primary)) !== 0;
  if (met) found.met++;
  if ((flags & excludedBit) !== 0) {
    if (premise) found.leftOut++;
    return;
  }
  if (premise) found.occurs++;
  if (met) return;
  if (premise) found.arises++;
  marks[state] = premise ? arises | unmet : unmet;
}

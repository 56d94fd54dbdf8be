/** What an engine found out, independent of how it is shown. */
import type { FairnessCertificate } from '../property/fairness-certificate.ts';
import type { PropertyKind, Verdict } from '../property/definition.ts';
import type { ChosenEvent } from '../system/chosen-event.ts';

/** A violation: the run that leads to it (or, for liveness, the stem and the loop). */
export interface Violation {
  readonly property: string;
  readonly scope: string;
  /** Within which of the verified scopes, where there are several. */
  readonly within?: string;
  /** What is wrong in the last state, with the values that the predicate read. */
  readonly message: string;
  readonly events: readonly ChosenEvent[];
  /** Number of the random run it was found in: with the seed, this is how to get that run again. */
  readonly path: number;
  /** Liveness: index of the state (0 = initial) to which the last state returns. */
  readonly loopsTo?: number;
  /** Liveness, with a loop: why the loop is fair. */
  readonly fairness?: FairnessCertificate;
  /** Built-in `messages-handled`: the choice that cannot be carried out to its end after the events. */
  readonly attempt?: ChosenEvent;
  /** Liveness: the closing schedule and the number of events before it began. */
  readonly closing?: { readonly id: string; readonly from: number };
}

export interface PropertyResult {
  readonly id: string;
  readonly kind: PropertyKind;
  readonly verdict: Verdict;
  readonly expected: 'holds' | 'violated' | 'not-applicable';
  /** Why the verdict is not a plain one. */
  readonly reasons: readonly string[];
  /** How often the witness occurred. */
  readonly witnesses: number;
  /** Runs left out because an assumption of the property was broken in them. */
  readonly excludedRuns: number;
  readonly violation?: Violation;
}

export interface CoverageCounts {
  readonly covered: number;
  readonly total: number;
  /** Names of what was not covered, sorted. */
  readonly missing: readonly string[];
}

/** Transitions taken, and outcomes (true and false) of every named guard, over all machines. */
export interface CoverageReport {
  readonly transitions: CoverageCounts;
  readonly guards: CoverageCounts;
}

export interface RandomResult {
  readonly seed: number;
  readonly runs: { readonly count: number; readonly steps: number; readonly distinct: number };
  /** Of the whole test, shrinking included. */
  readonly seconds: number;
  /** Steps of runs and closings, all properties watched, per second spent on them; shrinking is not counted. */
  readonly stepsPerSecond: number;
  readonly properties: readonly PropertyResult[];
  readonly coverage: CoverageReport;
  /** True when the user stopped the search early. */
  readonly interrupted: boolean;
}

/** What the explicit engine is given and what it gives back. */
import type { PropertyDefinition } from '../../property/definition.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { System } from '../../system/define-system.ts';
import type { Recipe } from '../parallel/recipe.ts';
import type { CoverageReport, PropertyResult } from '../result.ts';
import type { FailedStep, SearchProgress } from './search.ts';

export interface ExplicitLimits {
  /** Distinct states of one pass. */
  readonly maxStates?: number;
  /** Resident memory of the process, in megabytes. */
  readonly maxMemoryMb?: number;
  /** Wall-clock seconds of the whole verification. */
  readonly maxSeconds?: number;
}

/** Ways to leave states out that cannot change a verdict. */
export type Reduction = 'symmetry' | 'partial-order';

/** A system to search within its budgets. A verification may look at several: the same protocol within other bounds. */
export interface SearchScope<Subject> {
  /** Distinguishes scopes in reasons and reports; empty if there is only one. */
  readonly name: string;
  readonly system: System;
  /** What properties are instantiated for. */
  readonly subject: Subject;
}

export interface ExplicitOptions<Subject> {
  readonly scopes: readonly SearchScope<Subject>[];
  readonly properties: readonly PropertyDefinition<Subject>[];
  /** For which verdicts are expected: one that leaves room for everything that any scope does. */
  readonly subject: Subject;
  readonly limits?: ExplicitLimits;
  /** Reductions to leave out; all that are sound for a pass are used unless named here. */
  readonly withoutReductions?: readonly Reduction[];
  /** Threads that search; 1 unless given. More take part only if there is a recipe too. */
  readonly workers?: number;
  /** How other threads make the same scopes and properties. */
  readonly recipe?: Recipe;
  readonly onProgress?: (progress: ExplicitProgress) => void;
  readonly shouldStop?: () => boolean;
}

/** Where a verification is. */
export interface ExplicitProgress extends SearchProgress {
  /** Name of the scope, its number, from 1, and how many there are. */
  readonly scope: string;
  readonly scopeNumber: number;
  readonly scopes: number;
  /** Number of the pass, from 1, and how many there are in the scope. */
  readonly pass: number;
  readonly passes: number;
  /** While liveness is judged, after the search: states looked at for the present property. */
  readonly livenessStates?: number;
}

/** One search of a system together with some observers. */
export interface PassSummary {
  /** Name of the scope. */
  readonly scope: string;
  readonly observers: readonly string[];
  readonly distinct: number;
  /** Successors produced, duplicates and self-loops included, plus the initial state (TLC's convention). */
  readonly generated: number;
  /** Levels of the breadth-first search, the initial state being level 1. */
  readonly depth: number;
  readonly complete: boolean;
  /** Why it ended early; empty if it did not. */
  readonly stopped: string;
  readonly bytesPerState: number;
  /** Wall clock, liveness included. */
  readonly seconds: number;
  /** Reductions that were at work in it. */
  readonly reductions: readonly Reduction[];
  /** What kept a reduction from being at work, or from giving shortest runs. */
  readonly reductionNotes: readonly string[];
  /** States that the visited ones stand for: with symmetry, the number that would be visited without it. */
  readonly represents: number;
  /** Visited states of which partial-order reduction left out successors. */
  readonly partlyExpanded: number;
  /** A shortest run to a state in which nothing can happen any more, if there is one. */
  readonly deadlock?: readonly ChosenEvent[];
  /** What ended the pass because the machines do not fit together, at the end of a shortest run. */
  readonly failure?: FailedStep;
}

export interface ExplicitResult {
  /** The first pass of each scope is its system without observers. */
  readonly passes: readonly PassSummary[];
  readonly seconds: number;
  readonly properties: readonly PropertyResult[];
  /** Of the properties that every system has (`builtInProperties`), in their order. */
  readonly builtIn: readonly PropertyResult[];
  /** Passes that were not begun, because of an interruption or the limit on time. */
  readonly skippedPasses: number;
  readonly coverage: CoverageReport;
  readonly interrupted: boolean;
}

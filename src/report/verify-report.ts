/** Everything that a report of an exhaustive verification shows; the forms only arrange it. */
import type {
  ExplicitLimits,
  ExplicitResult,
  PassSummary,
  Reduction,
} from '../search/explicit/explicit-options.ts';
import type { ReportBase, TestReport } from './test-report.ts';

export interface ReportedScope {
  /** Empty for an instance that has no scopes. */
  readonly name: string;
  readonly description: string;
  readonly budgets: Readonly<Record<string, number | 'unlimited'>>;
  /** Those that were begun. */
  readonly passes: readonly PassSummary[];
}

export interface VerifyReport extends ReportBase {
  readonly engine: 'explicit';
  /** Path of the system file; null for an instance. */
  readonly system: string | null;
  readonly scopes: readonly ReportedScope[];
  readonly limits: ExplicitLimits;
  readonly withoutReductions: readonly Reduction[];
  /** Threads that were asked for. */
  readonly workers: number;
  readonly result: Pick<ExplicitResult, 'seconds' | 'coverage' | 'interrupted' | 'skippedPasses'>;
}

export type Report = TestReport | VerifyReport;

/** Sums over all passes of all scopes; the depth is the largest of any. */
export interface StateTotals {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** Every pass was begun and none was ended by a limit. */
  readonly complete: boolean;
  readonly passes: number;
}

export function stateTotals({ scopes, result }: Pick<VerifyReport, 'scopes' | 'result'>): StateTotals {
  const passes = scopes.flatMap((scope) => scope.passes);
  return {
    distinct: passes.reduce((sum, { distinct }) => sum + distinct, 0),
    generated: passes.reduce((sum, { generated }) => sum + generated, 0),
    depth: Math.max(0, ...passes.map(({ depth }) => depth)),
    complete: result.skippedPasses === 0 && passes.every(({ complete }) => complete),
    passes: passes.length,
  };
}

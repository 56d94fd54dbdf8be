/** Whether a trace, played on a system, still shows the violation that it was recorded for. */
import type { PropertyDefinition } from '../property/definition.ts';
import type { ReportedProperty } from '../report/test-report.ts';
import { explainRun } from '../trace/explain.ts';
import { replayTrace } from '../trace/replay-trace.ts';
import type { Trace } from '../trace/trace.ts';
import type { Checkable } from './catalogue.ts';
import { loopProblems } from './loop-problems.ts';

/** The story of a violation, wherever its trace may be kept. */
export type Story = Omit<NonNullable<ReportedProperty['counterexample']>, 'file'>;

/**
 * Undefined if the trace cannot be followed, if its loop is not as fair as it says, or if it breaks nothing.
 * @throws CheckerError MODEL_... if the machines do not fit together
 */
export function confirmTrace<Subject>(
  { system, subject, story }: Pick<Checkable<Subject>, 'system' | 'subject' | 'story'>,
  definition: PropertyDefinition<Subject>,
  trace: Trace,
): Story | undefined {
  const { scope, fairness } = trace.meta;
  const checks = definition.checks(subject).filter((check) => check.scope === scope);
  const { reproduced, run } = replayTrace(system, trace, checks);
  if (!reproduced || loopProblems(system, trace, checks).length > 0) return undefined;
  const explanation = checks.map((check) => explainRun(run, check, story)).find(({ violated }) => violated);
  if (explanation === undefined) return undefined;
  return { explanation, ...(fairness === undefined ? {} : { fairness }) };
}

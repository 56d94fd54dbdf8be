/** Whether the loop of a trace is as fair as its certificate says, by the verifier that also checks the engine. */
import type { Check } from '../property/definition.ts';
import type { LivenessCheck } from '../search/liveness/fairness-set.ts';
import { verifyLasso } from '../search/liveness/verify-lasso.ts';
import type { System } from '../system/define-system.ts';
import type { Trace } from '../trace/trace.ts';

/** What is wrong with it; empty for a trace without a certificate. */
export function loopProblems(system: System, trace: Trace, checks: readonly Check[]): readonly string[] {
  const { fairness, message } = trace.meta;
  const { loopsTo } = trace;
  if (fairness === undefined || loopsTo === undefined) return [];
  const { set, opensAt, lines } = fairness;
  const classes = set === null ? [] : system.fairness[set];
  if (classes === undefined) return [`there is no fairness set "${set ?? ''}"`];
  const events = trace.steps.map(({ chosen }) => chosen);
  const lasso = {
    stem: events.slice(0, loopsTo),
    loop: events.slice(loopsTo),
    opensAt,
    certificate: lines,
    message,
    shortest: { stem: false, loop: false },
  };
  const budgets = Object.fromEntries(
    Object.entries(system.budgets).flatMap(([name, amount]) =>
      amount === 'unlimited' ? [] : [[name, amount] as const],
    ),
  );
  const found = checks
    .filter((check): check is LivenessCheck => check.kind === 'leadsTo' || check.kind === 'eventually')
    .map((check) => verifyLasso(system, check, classes, lasso, { budgets }));
  return found.find((problems) => problems.length === 0) ?? found[0] ?? [];
}

/**
 * The explicit engine: visits every state reachable within the budgets and judges all checks, safety by breadth-first
 * search (shortest counterexamples), liveness by fair components of the whole graph.
 *
 * Observers multiply states, so checks are grouped by the observers that they need. Each group has a pass of its own, save
 * where a sample shows that remembering more at once costs less than searching twice.
 * Sound for: `holds`, when every pass was complete, within the budgets; `violated` always. A pass that a limit ended
 * gives `inconclusive` for what it has not already violated or reached.
 */
import { MachineTables } from '../system/machine-tables.ts';
import type { ExplicitOptions, ExplicitResult, PassSummary } from './explicit/explicit-options.ts';
import { joinOutcomes } from './explicit/join-outcomes.ts';
import type { CheckOutcome } from './explicit/judge-checks.ts';
import { mergePasses } from './explicit/merge-passes.ts';
import { passesOf } from './explicit/passes.ts';
import { runGroup } from './explicit/run-group.ts';

const megabyte = 1024 * 1024;

/** Verifies the properties in every scope. */
export async function verifyExhaustively<Subject>(
  options: ExplicitOptions<Subject>,
): Promise<ExplicitResult> {
  const started = performance.now();
  const tables = new MachineTables();
  const outcomes: CheckOutcome[][] = options.properties.map(() => []);
  const passes: PassSummary[] = [];
  let interrupted = false;
  const stopReason = (): string | undefined => {
    interrupted ||= options.shouldStop?.() === true;
    if (interrupted) return 'the search was interrupted';
    const { maxMemoryMb = Infinity, maxSeconds = Infinity } = options.limits ?? {};
    if (process.memoryUsage.rss() > maxMemoryMb * megabyte)
      return `the limit of ${String(maxMemoryMb)} MB was reached`;
    const seconds = (performance.now() - started) / 1000;
    return seconds > maxSeconds ? `the limit of ${String(maxSeconds)} seconds was reached` : undefined;
  };
  const limits = { maxStates: options.limits?.maxStates ?? Infinity, stopReason };
  for (const scope of options.scopes) {
    const [plain, ...others] = passesOf(options.properties, scope.subject);
    if (plain === undefined) continue;
    let plainStates: number | undefined;
    for (const group of [[plain], ...(await mergePasses(scope, others, tables))]) {
      const searched = await runGroup(scope, group, plainStates, tables, limits, options.onProgress);
      for (const { pass, summary, outcomes: judged } of searched) {
        pass.members.forEach(({ property }, index) => {
          const outcome = judged[index];
          if (outcome !== undefined) outcomes[property]?.push({ ...outcome, within: scope.name });
        });
        passes.push(summary);
        plainStates ??= summary.distinct;
      }
    }
  }
  return {
    passes,
    seconds: (performance.now() - started) / 1000,
    properties: options.properties.map((definition, index) =>
      joinOutcomes(definition, definition.expected(options.subject), outcomes[index] ?? []),
    ),
    coverage: { transitions: tables.coverage.transitions(), guards: tables.coverage.guardOutcomes() },
    interrupted,
  };
}

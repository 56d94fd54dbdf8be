/**
 * The explicit engine: visits every state reachable within the budgets and judges all checks, safety by breadth-first
 * search (shortest counterexamples), liveness by fair components of the whole graph.
 *
 * Observers multiply states, so checks are grouped by the observers that they need, and each group has a pass of its own:
 * a property never pays for what another one remembers.
 * Sound for: `holds`, when every pass was complete, within the budgets; `violated` always. A pass that a limit ended
 * gives `inconclusive` for what it has not already violated or reached.
 */
import type { Check, PropertyDefinition } from '../property/definition.ts';
import { Coverage } from '../system/coverage.ts';
import { TabulatedStepper } from '../system/tabulated-stepper.ts';
import type { ObserverDefinition } from '../system/vocabulary.ts';
import type { ExplicitOptions, ExplicitResult, PassSummary } from './explicit/explicit-options.ts';
import { type CheckOutcome, judgeChecks } from './explicit/judge-checks.ts';
import { SafetySearch } from './explicit/safety-search.ts';
import { joinOutcomes } from './explicit/join-outcomes.ts';

interface Pass {
  readonly observers: readonly ObserverDefinition<never>[];
  readonly members: { readonly property: number; readonly check: Check }[];
}

const megabyte = 1024 * 1024;

/** Verifies the properties in every scope. */
export async function verifyExhaustively<Subject>(
  options: ExplicitOptions<Subject>,
): Promise<ExplicitResult> {
  const started = performance.now();
  const coverage = new Coverage();
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
  for (const scope of options.scopes) {
    for (const { observers, members } of passesOf(options.properties, scope.subject)) {
      const stepper = new TabulatedStepper(scope.system, { observers, coverage });
      const search = new SafetySearch(
        stepper,
        members.map(({ check }) => check),
        scope.system.budgets,
      );
      await search.run({ maxStates: options.limits?.maxStates ?? Infinity, stopReason }, options.onProgress);
      const judged = await judgeChecks(search, stopReason);
      members.forEach(({ property }, index) => {
        const outcome = judged[index];
        if (outcome !== undefined) outcomes[property]?.push({ ...outcome, within: scope.name });
      });
      const deadlock = search.deadlockRun();
      passes.push({
        scope: scope.name,
        observers: observers.map(({ id }) => id),
        distinct: search.distinct,
        generated: search.generated,
        depth: search.depth,
        complete: search.complete,
        bytesPerState: search.bytes / search.distinct,
        reductions: [],
        ...(deadlock === undefined ? {} : { deadlock }),
      });
    }
  }
  return {
    passes,
    seconds: (performance.now() - started) / 1000,
    properties: options.properties.map((definition, index) =>
      joinOutcomes(definition, definition.expected(options.subject), outcomes[index] ?? []),
    ),
    coverage: { transitions: coverage.transitions(), guards: coverage.guardOutcomes() },
    interrupted,
  };
}

/** Checks by the observers that they need; those that need none come first. */
function passesOf<Subject>(
  properties: readonly PropertyDefinition<Subject>[],
  subject: Subject,
): readonly Pass[] {
  const bySet = new Map<string, Pass>([['', { observers: [], members: [] }]]);
  properties.forEach((definition, property) => {
    for (const check of definition.checks(subject)) {
      const observers = [...(check.observers ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
      const key = observers.map(({ id }) => id).join(' ');
      const pass = bySet.get(key) ?? { observers, members: [] };
      pass.members.push({ property, check });
      bySet.set(key, pass);
    }
  });
  return [...bySet.values()];
}

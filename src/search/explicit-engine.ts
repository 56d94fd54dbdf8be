/**
 * The explicit engine: visits every state reachable within the budgets and judges all checks, safety by breadth-first
 * search (shortest counterexamples), liveness by fair components of the whole graph.
 *
 * Observers multiply states, so checks are grouped by the observers that they need. Each group has a pass of its own, save
 * where a sample shows that remembering more at once costs less than searching twice.
 * Sound for: `holds`, when every pass was complete, within the budgets; `violated` always. A pass that a limit ended
 * gives `inconclusive` for what it has not already violated or reached. A step for which the machines do not fit together
 * ends its pass likewise, and violates the built-in property `messages-handled`.
 */
import { heapIsNearlyFull } from './explicit/heap-limit.ts';
import type { Check } from '../property/definition.ts';
import { Coverage } from '../system/coverage.ts';
import { MachineTables } from '../system/machine-tables.ts';
import { builtInResults } from './explicit/built-in-results.ts';
import type { ExplicitOptions, ExplicitResult, PassSummary } from './explicit/explicit-options.ts';
import { joinOutcomes } from './explicit/join-outcomes.ts';
import type { CheckOutcome } from './explicit/judge-checks.ts';
import { mergePasses } from './explicit/merge-passes.ts';
import { passesOf } from './explicit/passes.ts';
import { symmetricUnits } from './explicit/reduction/symmetric-units.ts';
import { runGroups, type GroupSettings } from './explicit/run-groups.ts';
import { runGroupsTogether } from './parallel/run-groups-together.ts';
import { Team } from './parallel/team.ts';
import { WorkerPool } from './parallel/worker-pool.ts';

const megabyte = 1024 * 1024;

/**
 * Verifies the properties in every scope.
 * @throws CheckerError what the options' recipe throws
 */
export async function verifyExhaustively<Subject>(
  options: ExplicitOptions<Subject>,
): Promise<ExplicitResult> {
  const { workers = 1, recipe, scopes, properties } = options;
  if (workers < 2 || recipe === undefined) return verify(options, new MachineTables(), undefined);
  const pool = new WorkerPool(workers);
  try {
    const task = { recipe, scopes, properties: properties.map(({ id }) => id) };
    const team = await Team.gather(pool, task, new Coverage());
    return await verify(options, team.tables, team);
  } finally {
    await pool.close();
  }
}

async function verify<Subject>(
  options: ExplicitOptions<Subject>,
  tables: MachineTables,
  team: Team | undefined,
): Promise<ExplicitResult> {
  const started = performance.now();
  const outcomes: CheckOutcome[][] = options.properties.map(() => []);
  const passes: PassSummary[] = [];
  let interrupted = false;
  let begun = 0;
  let skippedPasses = 0;
  let stopped = '';
  const { maxMemoryMb = Infinity, maxSeconds = Infinity } = options.limits ?? {};
  const finalReason = (): string | undefined => {
    interrupted ||= options.shouldStop?.() === true;
    if (interrupted) return 'the search was interrupted';
    const seconds = (performance.now() - started) / 1000;
    return seconds > maxSeconds ? `the limit of ${String(maxSeconds)} seconds was reached` : undefined;
  };
  // The memory of one pass is free again for the next.
  const stopReason = (): string | undefined => {
    if (process.memoryUsage.rss() > maxMemoryMb * megabyte)
      return `the limit of ${String(maxMemoryMb)} MB was reached`;
    return heapIsNearlyFull() ?? finalReason();
  };
  const without = options.withoutReductions ?? [];
  const limits = { maxStates: options.limits?.maxStates ?? Infinity, stopReason };
  for (const [index, scope] of options.scopes.entries()) {
    const within = scope.name;
    const passesOfScope = passesOf(options.properties, scope.subject);
    const [plain, ...others] = passesOfScope;
    if (plain === undefined) continue;
    const symmetries = without.includes('symmetry') ? [] : scope.system.symmetry;
    const { symmetric, others: rest } = symmetricUnits(others, symmetries);
    const merged =
      finalReason() === undefined
        ? [...(await mergePasses(scope, rest, tables)), ...(await mergePasses(scope, symmetric, tables))]
        : [...rest, ...symmetric];
    const groups = [[plain], ...merged];
    const place = { scope: within, scopeNumber: index + 1, scopes: options.scopes.length };
    const settings: GroupSettings = {
      tables,
      limits,
      without,
      // Some pass is always begun, so that there is something to report.
      reasonToEnd: () => (begun++ > 0 ? finalReason() : undefined),
      onProgress: (progress, pass) =>
        options.onProgress?.({ ...progress, ...place, pass, passes: groups.length }),
    };
    const searched =
      team === undefined
        ? await runGroups(scope, groups, settings)
        : await runGroupsTogether(team, { scope, index, passes: passesOfScope }, groups, settings);
    for (const [at, outcome] of searched.entries()) {
      if ('notBegun' in outcome) {
        stopped = outcome.notBegun;
        skippedPasses++;
        for (const { property, check } of (groups[at] ?? []).flatMap(({ members }) => members))
          outcomes[property]?.push(notBegun(check, within, stopped));
        continue;
      }
      for (const { pass, summary, outcomes: judged } of outcome.searched) {
        pass.members.forEach(({ property }, member) => {
          const judgement = judged[member];
          if (judgement !== undefined) outcomes[property]?.push({ ...judgement, within });
        });
        passes.push(summary);
      }
    }
  }
  return {
    passes,
    seconds: (performance.now() - started) / 1000,
    properties: options.properties.map((definition, index) =>
      joinOutcomes(definition, definition.expected(options.subject), outcomes[index] ?? []),
    ),
    builtIn: builtInResults(options.scopes, passes, stopped),
    skippedPasses,
    coverage: { transitions: tables.coverage.transitions(), guards: tables.coverage.guardOutcomes() },
    interrupted,
  };
}

function notBegun({ scope }: Check, within: string, reason: string): CheckOutcome {
  return { scope, within, verdict: 'inconclusive', reasons: [reason], witnesses: 0 };
}

/**
 * The JSON document of a test (docs/command-line.md describes it for programs that read it). Wall-clock figures appear
 * under `seconds` and `stepsPerSecond` only, so that the rest is the same, byte by byte, for the same seed.
 */
import type { CoverageCounts } from '../search/result.ts';
import type { JsonRecord } from '../system/json.ts';
import { exitCode, reasonsOf } from './judgement.ts';
import type { TestReport } from './test-report.ts';

export function jsonReport(report: TestReport): JsonRecord {
  const { result, faulty } = report;
  return {
    command: 'test',
    instance: report.instance,
    features: report.features,
    faults: report.faults,
    engine: report.engine,
    seed: result.seed,
    runs: { count: result.runs.count, steps: result.runs.steps, distinct: result.runs.distinct },
    seconds: result.seconds,
    stepsPerSecond: result.stepsPerSecond,
    interrupted: result.interrupted,
    exitCode: exitCode(report),
    properties: report.properties.map((property) => ({
      id: property.result.id,
      verdict: property.result.verdict,
      expected: property.result.expected,
      reasons: reasonsOf(property, faulty),
      witnesses: property.result.witnesses,
      excludedRuns: property.result.excludedRuns,
      path: property.result.violation?.path ?? null,
      trace: property.counterexample?.file ?? null,
      length: property.counterexample?.explanation.steps.length ?? 0,
    })),
    coverage: { transitions: counts(result.coverage.transitions), guards: counts(result.coverage.guards) },
  };
}

function counts({ covered, total, missing }: CoverageCounts): JsonRecord {
  return { covered, total, missing };
}

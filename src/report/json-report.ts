/**
 * The JSON document of a test or a verification (docs/command-line.md describes it for programs that read it). Wall-clock
 * figures appear under `seconds` and `stepsPerSecond` only, so that the rest is the same, byte by byte, for the same
 * seed, or, of a verification that no limit ended, always.
 */
import type { CoverageCounts } from '../search/result.ts';
import type { JsonRecord } from '../system/json.ts';
import { exitCode, reasonsOf } from './judgement.ts';
import type { ReportedProperty, TestReport } from './test-report.ts';
import { stateTotals, type Report, type VerifyReport } from './verify-report.ts';

export function jsonReport(report: Report): JsonRecord {
  const { transitions, guards } = report.result.coverage;
  return {
    ...(report.engine === 'random' ? testHead(report) : verifyHead(report)),
    coverage: { transitions: counts(transitions), guards: counts(guards) },
  };
}

function testHead(report: TestReport): JsonRecord {
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
      ...verdictJson(property, faulty),
      excludedRuns: property.result.excludedRuns,
      path: property.result.violation?.path ?? null,
      ...traceJson(property),
    })),
  };
}

function verifyHead(report: VerifyReport): JsonRecord {
  const { result, faulty, limits } = report;
  const { distinct, generated, depth, complete } = stateTotals(report);
  return {
    command: 'verify',
    instance: report.instance,
    system: report.system,
    features: report.features,
    faults: report.faults,
    engine: report.engine,
    seed: null,
    states: { distinct, generated, depth, complete },
    limits: {
      maxStates: limits.maxStates ?? null,
      maxMemoryMb: limits.maxMemoryMb ?? null,
      maxSeconds: limits.maxSeconds ?? null,
    },
    withoutReductions: report.withoutReductions,
    workers: report.workers,
    seconds: result.seconds,
    interrupted: result.interrupted,
    exitCode: exitCode(report),
    scopes: report.scopes.map(({ name, description, budgets, passes }) => ({
      name,
      description,
      budgets,
      passes: passes.map((pass) => ({
        observers: pass.observers,
        distinct: pass.distinct,
        generated: pass.generated,
        depth: pass.depth,
        complete: pass.complete,
        stopped: pass.stopped,
        bytesPerState: Math.round(pass.bytesPerState * 100) / 100,
        reductions: pass.reductions,
        reductionNotes: pass.reductionNotes,
        represents: pass.represents,
        partlyExpanded: pass.partlyExpanded,
        seconds: pass.seconds,
      })),
    })),
    skippedPasses: result.skippedPasses,
    properties: report.properties.map((property) => {
      const { violation } = property.result;
      return {
        ...verdictJson(property, faulty),
        within: violation?.within ?? null,
        scope: violation?.scope ?? null,
        ...traceJson(property),
        loopsTo: violation?.loopsTo ?? null,
        fairness: (property.counterexample?.fairness ?? null) as unknown as JsonRecord | null,
      };
    }),
  };
}

function verdictJson(property: ReportedProperty, faulty: boolean): JsonRecord {
  const { id, verdict, expected, witnesses } = property.result;
  return { id, verdict, expected, reasons: reasonsOf(property, faulty), witnesses };
}

function traceJson({ counterexample }: ReportedProperty): JsonRecord {
  return {
    trace: counterexample?.file ?? null,
    length: counterexample?.explanation.steps.length ?? 0,
  };
}

function counts({ covered, total, missing }: CoverageCounts): JsonRecord {
  return { covered, total, missing };
}

/**
 * `ics-check findings`: where the protocol, without any fault, departs from what is claimed of it. For each finding the
 * shortest run that shows it, and the assumption under which the claim holds again, tested as a property of its own.
 */
import { exitCode, judge } from '../../report/judgement.ts';
import { findingsText, type FindingOutcome } from '../../report/findings-text.ts';
import type { ReportedProperty } from '../../report/test-report.ts';
import { paletteOf, printJson, type CommandContext } from '../command-context.ts';
import { interruptible } from '../interruptible.ts';
import { selectByIds } from '../nearest-name.ts';
import { openOutputFolder } from '../output-files.ts';
import { progressLine } from '../progress-line.ts';
import { probeReportFiles, writeReportFiles, type ReportFiles } from '../report-files.ts';
import { runTest } from '../run-test.ts';
import type { RunOptions } from './test-command.ts';

export type FindingsOptions = RunOptions & ReportFiles;

export async function findingsCommand<Subject>(
  context: CommandContext<Subject>,
  options: FindingsOptions,
): Promise<number> {
  const { catalogue, io, version } = context;
  const checkable = catalogue.open(options.instance, { faults: [], features: options.features });
  const claims = catalogue.properties.filter(
    ({ finding, expected }) => finding !== undefined && expected(checkable.subject) === 'violated',
  );
  const restoring = [
    ...new Set(claims.flatMap(({ finding }) => (finding === undefined ? [] : [finding.restoredBy]))),
  ];
  const restored = selectByIds(catalogue.properties, restoring, 'property', 'properties');
  probeReportFiles(options);
  const folder = openOutputFolder(options.out);
  const progress = progressLine(io, `looking for ${claims.length} findings`, options.runs);
  try {
    const report = await interruptible(io, (shouldStop) =>
      runTest(checkable, [...new Set([...claims, ...restored])], {
        runs: options.runs,
        steps: options.steps,
        seed: options.seed,
        faulty: false,
        folder,
        onProgress: progress.show,
        shouldStop,
      }),
    );
    progress.clear();
    writeReportFiles(report, options, version);
    const outcomes = claims.flatMap((claim) => {
      const reported = report.properties.find(({ definition }) => definition.id === claim.id);
      return reported === undefined ? [] : [outcomeOf(reported, report.properties)];
    });
    if (options.json === true) {
      printJson(io, {
        command: 'findings',
        instance: report.instance,
        features: report.features,
        engine: report.engine,
        seed: report.result.seed,
        runs: { ...report.result.runs },
        seconds: report.result.seconds,
        interrupted: report.result.interrupted,
        exitCode: exitCode(report),
        findings: outcomes.map(({ property, restoredVerdict, ...outcome }) => ({
          ...outcome,
          property: property.definition.id,
          verdict: property.result.verdict,
          restoredVerdict,
          trace: property.counterexample?.file ?? null,
          length: property.counterexample?.explanation.steps.length ?? 0,
        })),
      });
    } else {
      io.stdout(
        findingsText(outcomes, paletteOf(context, options), {
          quiet: options.quiet === true,
          interruptedAfter: report.result.interrupted ? report.result.runs.count : undefined,
        }),
      );
    }
    return exitCode(report);
  } finally {
    progress.clear();
    folder.dispose();
  }
}

function outcomeOf(property: ReportedProperty, all: readonly ReportedProperty[]): FindingOutcome {
  const { id = property.definition.id, restoredBy = '', assumption = '' } = property.definition.finding ?? {};
  const restored = all.find(({ definition }) => definition.id === restoredBy);
  return {
    id,
    property,
    restoredBy,
    assumption,
    restoredVerdict: restored?.result.verdict ?? 'inconclusive',
    restoredAsExpected: restored !== undefined && judge(restored.result, false) === 'as-expected',
  };
}

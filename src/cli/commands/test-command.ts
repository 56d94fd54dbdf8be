/** `ics-check test`: random tests of the properties, with everything they report. */
import type { CatalogueFault } from '../catalogue.ts';
import type { CommandContext, CommonOptions } from '../command-context.ts';
import { deliverReport } from '../deliver-report.ts';
import { interruptible } from '../interruptible.ts';
import { selectByIds } from '../nearest-name.ts';
import { openOutputFolder } from '../output-files.ts';
import { progressLine } from '../progress-line.ts';
import { probeReportFiles, type ReportFiles } from '../report-files.ts';
import { rehearseFindings } from '../rehearse-findings.ts';
import { runTest } from '../run-test.ts';

export interface RunOptions extends CommonOptions {
  readonly instance: string;
  readonly features?: string;
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  readonly out: string;
}

export interface TestOptions extends RunOptions, ReportFiles {
  readonly property?: readonly string[];
  readonly fault?: readonly string[];
  readonly path?: number;
}

export async function testCommand<Subject>(
  context: CommandContext<Subject>,
  options: TestOptions,
): Promise<number> {
  const { catalogue, io } = context;
  const properties =
    options.property === undefined
      ? catalogue.properties
      : selectByIds(catalogue.properties, options.property, 'property', 'properties');
  const faults = selectByIds(catalogue.faults, options.fault ?? [], 'fault', 'faults');
  const checkable = catalogue.open(options.instance, {
    faults: faults.map(({ id }) => id),
    features: options.features,
  });
  probeReportFiles(options);
  const folder = openOutputFolder(options.out);
  const progress = progressLine(io, `testing ${checkable.instanceName}`, options.runs);
  try {
    const report = await interruptible(io, (shouldStop) =>
      runTest(checkable, properties, {
        runs: options.runs,
        steps: options.steps,
        seed: options.seed,
        ...(options.path === undefined ? {} : { path: options.path }),
        faulty: faults.some(isMeantToBeCaught),
        folder,
        onProgress: progress.show,
        shouldStop,
      }),
    );
    progress.clear();
    // A run that is asked for by its number is to be seen as it is.
    const told = options.path === undefined ? rehearseFindings(catalogue, checkable, report, folder) : report;
    return deliverReport(told, context, options);
  } finally {
    progress.clear();
    folder.dispose();
  }
}

/** A control leaves the protocol as it is, so the usual verdicts are expected of it. */
export function isMeantToBeCaught({ kind }: CatalogueFault): boolean {
  return kind !== 'control';
}

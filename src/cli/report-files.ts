/** The report files that a command writes beside its output: JUnit for CI servers, SARIF for code scanning. */
import { junitReport } from '../report/junit-report.ts';
import { sarifReport } from '../report/sarif-report.ts';
import type { TestReport } from '../report/test-report.ts';
import { probeOutputFile, writeOutputFile } from './output-files.ts';

export interface ReportFiles {
  readonly junit?: string;
  readonly sarif?: string;
}

/** Finds out before the work whether the files can be written. @throws CheckerError FILE_UNUSABLE */
export function probeReportFiles({ junit, sarif }: ReportFiles): void {
  for (const file of [junit, sarif]) if (file !== undefined) probeOutputFile(file);
}

/** @throws CheckerError FILE_UNUSABLE */
export function writeReportFiles(report: TestReport, { junit, sarif }: ReportFiles, version: string): void {
  if (junit !== undefined) writeOutputFile(junit, junitReport(report));
  if (sarif !== undefined)
    writeOutputFile(sarif, `${JSON.stringify(sarifReport(report, version), null, 2)}\n`);
}

/** The report files that a command writes beside its output: JUnit for CI servers, SARIF for code scanning. */
import { junitReport } from '../report/junit-report.ts';
import { sarifReport } from '../report/sarif-report.ts';
import type { JsonRecord } from '../system/json.ts';
import type { Report } from '../report/verify-report.ts';
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
export function writeReportFiles(report: Report, files: ReportFiles, version: string): void {
  writeForms(
    files,
    () => junitReport(report),
    () => sarifReport(report, version),
  );
}

/** Writes what is asked for. @throws CheckerError FILE_UNUSABLE */
export function writeForms(
  { junit, sarif }: ReportFiles,
  junitForm: () => string,
  sarifForm: () => JsonRecord,
): void {
  if (junit !== undefined) writeOutputFile(junit, junitForm());
  if (sarif !== undefined) writeOutputFile(sarif, `${JSON.stringify(sarifForm(), null, 2)}\n`);
}

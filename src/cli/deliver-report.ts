/** Where the report of a test or a verification goes: the files asked for, and stdout. */
import { jsonReport } from '../report/json-report.ts';
import { exitCode } from '../report/judgement.ts';
import { terminalReport } from '../report/terminal-report.ts';
import type { Report } from '../report/verify-report.ts';
import { paletteOf, printJson, type CommandContext, type CommonOptions } from './command-context.ts';
import { writeReportFiles, type ReportFiles } from './report-files.ts';

/**
 * Returns the exit code that the report asks for.
 * @throws CheckerError FILE_UNUSABLE
 */
export function deliverReport(
  report: Report,
  { io, version }: Pick<CommandContext<never>, 'io' | 'version'>,
  options: CommonOptions & ReportFiles,
): number {
  writeReportFiles(report, options, version);
  if (options.json === true) printJson(io, jsonReport(report));
  else {
    const palette = paletteOf({ io }, options);
    io.stdout(terminalReport(report, { palette, quiet: options.quiet === true }));
  }
  return exitCode(report);
}

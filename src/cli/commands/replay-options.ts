/** Flags of `ics-check replay`. */
import type { CommonOptions } from '../command-context.ts';
import type { ReportFiles } from '../report-files.ts';

export interface ReplayOptions extends CommonOptions, ReportFiles {
  /** The system file that the traces are about. */
  readonly system?: string;
  /** Whose traces they are: this program's own unless given. */
  readonly format?: string;
  /** Instead of the faults that the trace was recorded with; `none` for no fault. */
  readonly fault?: readonly string[];
  /** False for `--no-faults`. */
  readonly faults: boolean;
}

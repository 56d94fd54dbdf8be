/** The report of a test for people at a terminal. */
import { counterexampleText } from './counterexample-text.ts';
import { coverageText } from './coverage-text.ts';
import { exitCode, judge } from './judgement.ts';
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';
import type { ReportedProperty, TestReport } from './test-report.ts';
import { verdictTable } from './verdict-table.ts';

export interface TerminalOptions {
  readonly palette: Palette;
  /** Only what is not as expected, and the summary. */
  readonly quiet: boolean;
}

const conclusions = {
  0: 'Every verdict is the expected one.',
  1: 'There are unexpected verdicts.',
  3: 'Not everything could be judged.',
} as const;

/** Ends with a line break. */
export function terminalReport(report: TestReport, { palette, quiet }: TerminalOptions): string {
  const { properties, faulty, result } = report;
  const unexpected = properties.filter(({ result: own }) => judge(own, faulty) === 'unexpected');
  const open = properties.filter(({ result: own }) => judge(own, faulty) === 'open');
  const tabled = quiet ? [...unexpected, ...open] : properties;
  const code = exitCode(report);
  const style = code === 0 ? palette.good : code === 1 ? palette.bad : palette.doubtful;
  const sections = [
    ...(result.interrupted ? [palette.doubtful('Stopped early; this is what is known so far.')] : []),
    ...(tabled.length === 0 ? [] : [verdictTable(tabled, faulty, palette)]),
    ...worthTelling(unexpected).map((property) => counterexampleText(property, palette)),
    ...(quiet ? [] : [coverageText(result.coverage, palette)]),
    [...tracesText(report), summaryText(report), palette.title(style(conclusions[code]))].join('\n'),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** With a fault the known findings show as well; their stories only distract, unless there is nothing else. */
function worthTelling(unexpected: readonly ReportedProperty[]): readonly ReportedProperty[] {
  const stories = unexpected.filter(({ counterexample }) => counterexample !== undefined);
  const news = stories.filter(({ result }) => result.expected !== 'violated');
  return news.length > 0 ? news : stories;
}

/** Where the traces went, one line for all of them. */
function tracesText({ properties }: TestReport): readonly string[] {
  const files = properties.flatMap(({ counterexample }) => counterexample?.file ?? []);
  const [first] = files;
  if (first === undefined) return [];
  const folder = first.slice(0, Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1) || './';
  return [
    `${counted(files.length, 'trace')} written to ${folder} (replay one with: ics-check replay ${first}).`,
  ];
}

function summaryText({ instance, faults, result, properties }: TestReport): string {
  const { count, steps, distinct } = result.runs;
  const rate = Math.round(result.stepsPerSecond);
  const withFaults = faults.length === 0 ? '' : ` with fault ${faults.join(', ')}`;
  return [
    `${counted(properties.length, 'property', 'properties')} on instance ${instance}${withFaults}:`,
    `${counted(count, 'run')}, ${counted(steps, 'step')}, ${counted(distinct, 'distinct state')},`,
    `seed ${result.seed}, ${result.seconds.toFixed(1)} s (${rate} steps/s).`,
  ].join(' ');
}

/** The report of a test for people at a terminal. */
import { counterexampleText } from './counterexample-text.ts';
import { coverageText } from './coverage-text.ts';
import { exitCode, judge } from './judgement.ts';
import type { Palette } from './palette.ts';
import type { TestReport } from './test-report.ts';
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
    ...unexpected.map((property) => counterexampleText(property, palette)).filter((text) => text !== ''),
    ...(quiet ? [] : [coverageText(result.coverage, palette)]),
    [summaryText(report), palette.title(style(conclusions[code]))].join('\n'),
  ];
  return `${sections.join('\n\n')}\n`;
}

function summaryText({ instance, faults, result, properties }: TestReport): string {
  const { count, steps, distinct } = result.runs;
  const rate = Math.round(result.stepsPerSecond);
  const withFaults = faults.length === 0 ? '' : ` with fault ${faults.join(', ')}`;
  return [
    `${properties.length} properties on instance ${instance}${withFaults}: ${count} runs, ${steps} steps, ${distinct} distinct states,`,
    `seed ${result.seed}, ${result.seconds.toFixed(1)} s (${rate} steps/s).`,
  ].join(' ');
}

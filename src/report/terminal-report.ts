/** The report of a test or a verification for people at a terminal. */
import { counterexampleText } from './counterexample-text.ts';
import { coverageText } from './coverage-text.ts';
import { exitCode, judge } from './judgement.ts';
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';
import { scopesText } from './scopes-text.ts';
import type { ReportedProperty } from './test-report.ts';
import { verdictTable } from './verdict-table.ts';
import { stateTotals, type Report } from './verify-report.ts';

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
export function terminalReport(report: Report, { palette, quiet }: TerminalOptions): string {
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
    ...(quiet || report.engine === 'random' ? [] : [scopesText(report.scopes, palette)]),
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
function tracesText({ properties }: Report): readonly string[] {
  const written = properties.flatMap(({ counterexample }) => counterexample ?? []);
  const [{ file: first, replayFlags = '' } = { file: undefined }] = written;
  if (first === undefined) return [];
  const folder = first.slice(0, Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1) || './';
  return [
    `${counted(written.length, 'trace')} written to ${folder} (replay one with: ics-check replay ${first}${replayFlags}).`,
  ];
}

function summaryText(report: Report): string {
  const { instance, faults, result, properties, engine } = report;
  const what = engine === 'explicit' && report.system !== null ? 'system' : 'instance';
  const withFaults = faults.length === 0 ? '' : ` with fault ${faults.join(', ')}`;
  return [
    `${counted(properties.length, 'property', 'properties')} on ${what} ${instance}${withFaults}:`,
    engine === 'random' ? sampleText(report.result) : searchText(report),
    `${result.seconds.toFixed(1)} s (${rateText(report)}).`,
  ].join(' ');
}

function sampleText({ runs, seed }: Extract<Report, { engine: 'random' }>['result']): string {
  const { count, steps, distinct } = runs;
  return `${counted(count, 'run')}, ${counted(steps, 'step')}, ${counted(distinct, 'distinct state')}, seed ${seed},`;
}

function searchText(report: Extract<Report, { engine: 'explicit' }>): string {
  const { distinct, generated, depth, passes, complete } = stateTotals(report);
  const { skippedPasses } = report.result;
  return [
    `${counted(distinct, 'distinct state')} and ${generated} generated in ${counted(passes, 'pass', 'passes')}`,
    ...(skippedPasses === 0 ? [] : [`(${skippedPasses} not begun)`]),
    `of depth up to ${depth}, ${complete ? 'complete' : 'NOT complete'},`,
  ].join(' ');
}

function rateText(report: Report): string {
  if (report.engine === 'random') return `${Math.round(report.result.stepsPerSecond)} steps/s`;
  const perSecond = stateTotals(report).generated / Math.max(report.result.seconds, 0.001);
  return `${Math.round(perSecond)} generated/s`;
}

/**
 * A test or a verification for CI servers: one test case a property. An unexpected verdict is a failure, what is vacuous
 * or inconclusive an error, what does not apply is skipped; a finding that is found again passes.
 */
import { counterexampleText } from './counterexample-text.ts';
import { judge, reasonsOf } from './judgement.ts';
import { junitText, type JunitCase } from './junit-suite.ts';
import { plainPalette } from './palette.ts';
import type { ReportedProperty } from './test-report.ts';
import { stateTotals, type Report } from './verify-report.ts';

export function junitReport(report: Report): string {
  return junitText({
    name: `ics-check ${report.engine === 'random' ? 'test' : 'verify'} ${report.instance}`,
    seconds: report.result.seconds,
    settings: { ...settingsOf(report), faults: report.faults.join(' ') },
    cases: report.properties.map((property) => testCase(property, report)),
  });
}

function settingsOf(report: Report): Readonly<Record<string, string>> {
  if (report.engine === 'random') {
    const { seed, runs } = report.result;
    return { seed: `${seed}`, runs: `${runs.count}`, steps: `${runs.steps}` };
  }
  const { distinct, generated, depth, complete } = stateTotals(report);
  return {
    scopes: report.scopes.map(({ name }) => name).join(' '),
    distinct: `${distinct}`,
    generated: `${generated}`,
    depth: `${depth}`,
    complete: `${complete}`,
  };
}

function statusOf({ result }: ReportedProperty, faulty: boolean): JunitCase['status'] {
  const judgement = judge(result, faulty);
  if (judgement === 'unexpected') return 'failure';
  if (judgement === 'open') return 'error';
  return result.verdict === 'not-applicable' ? 'skipped' : 'passed';
}

function testCase(property: ReportedProperty, report: Report): JunitCase {
  const { definition, result } = property;
  const story = property.counterexample === undefined ? [] : [counterexampleText(property, plainPalette)];
  return {
    classname: `ics-check.${report.instance}`,
    name: definition.id,
    status: statusOf(property, report.faulty),
    message: `${result.verdict}: ${reasonsOf(property, report.faulty).join('; ') || definition.statement}`,
    type: result.verdict,
    body: [definition.statement, ...story].join('\n'),
  };
}

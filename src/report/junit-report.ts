/**
 * JUnit XML, as CI servers read it: one test case a property. An unexpected verdict is a failure, what is vacuous or
 * inconclusive an error, what does not apply is skipped; a finding that is found again passes.
 */
import { counterexampleText } from './counterexample-text.ts';
import { judge, reasonsOf } from './judgement.ts';
import { plainPalette } from './palette.ts';
import type { ReportedProperty, TestReport } from './test-report.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

export function junitReport(report: TestReport): string {
  const { properties, result, faulty } = report;
  const count = (wanted: string): number =>
    properties.filter((property) => statusOf(property, faulty) === wanted).length;
  const suite = attributes({
    name: `ics-check test ${report.instance}`,
    tests: `${properties.length}`,
    failures: `${count('failure')}`,
    errors: `${count('error')}`,
    skipped: `${count('skipped')}`,
    time: result.seconds.toFixed(3),
  });
  const settings = {
    seed: `${result.seed}`,
    runs: `${result.runs.count}`,
    steps: `${result.runs.steps}`,
    faults: report.faults.join(' '),
  };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite${suite}>`,
    '    <properties>',
    ...Object.entries(settings).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...properties.map((property) => testCase(property, report)),
    '  </testsuite>',
    '</testsuites>',
  ];
  return lines.join('\n') + '\n';
}

type Status = 'passed' | 'failure' | 'error' | 'skipped';

function statusOf({ result }: ReportedProperty, faulty: boolean): Status {
  const judgement = judge(result, faulty);
  if (judgement === 'unexpected') return 'failure';
  if (judgement === 'open') return 'error';
  return result.verdict === 'not-applicable' ? 'skipped' : 'passed';
}

function testCase(property: ReportedProperty, report: TestReport): string {
  const { definition, result } = property;
  const head = attributes({ classname: `ics-check.${report.instance}`, name: definition.id, time: '0' });
  const status = statusOf(property, report.faulty);
  if (status === 'passed') return `    <testcase${head}/>`;
  const message = `${result.verdict}: ${reasonsOf(property, report.faulty).join('; ') || definition.statement}`;
  if (status === 'skipped') return `    <testcase${head}><skipped${attributes({ message })}/></testcase>`;
  const body = [
    definition.statement,
    ...(property.counterexample === undefined ? [] : [counterexampleText(property, plainPalette)]),
  ].join('\n');
  const details = attributes({ message, type: result.verdict });
  return `    <testcase${head}><${status}${details}>${xmlText(body)}</${status}></testcase>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join('');
}

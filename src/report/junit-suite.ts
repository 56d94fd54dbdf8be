/** JUnit XML, as CI servers read it: one suite of test cases. */
import { xmlAttribute, xmlText } from './xml-text.ts';

export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  readonly status: 'passed' | 'failure' | 'error' | 'skipped';
  /** One line, and the kind of it; for everything but a case that passed. */
  readonly message?: string;
  readonly type?: string;
  /** Several lines; for failures and errors. */
  readonly body?: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly seconds: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly cases: readonly JunitCase[];
}

/** Ends with a line break. */
export function junitText({ name, seconds, settings, cases }: JunitSuite): string {
  const count = (wanted: JunitCase['status']): string =>
    `${cases.filter(({ status }) => status === wanted).length}`;
  const suite = attributes({
    name,
    tests: `${cases.length}`,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds.toFixed(3),
  });
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite${suite}>`,
    '    <properties>',
    ...Object.entries(settings).map(
      ([setting, value]) => `      <property${attributes({ name: setting, value })}/>`,
    ),
    '    </properties>',
    ...cases.map(caseText),
    '  </testsuite>',
    '</testsuites>',
  ];
  return lines.join('\n') + '\n';
}

function caseText({ classname, name, status, message = '', type = '', body = '' }: JunitCase): string {
  const head = attributes({ classname, name, time: '0' });
  if (status === 'passed') return `    <testcase${head}/>`;
  if (status === 'skipped') return `    <testcase${head}><skipped${attributes({ message })}/></testcase>`;
  return `    <testcase${head}><${status}${attributes({ message, type })}>${xmlText(body)}</${status}></testcase>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join('');
}

/**
 * A test or a verification for code scanning: one rule a property, one result for each verdict that is worth a look, with
 * the counterexample as a code flow over its trace file.
 */
import type { JsonRecord } from '../system/json.ts';
import { judge, reasonsOf, type Judgement } from './judgement.ts';
import { codeFlowOf, sarifLog, type SarifResult } from './sarif-log.ts';
import type { ReportedProperty } from './test-report.ts';
import type { Report } from './verify-report.ts';

const levels: Readonly<Record<Judgement, SarifResult['level']>> = {
  unexpected: 'error',
  open: 'warning',
  'as-expected': 'note',
};

/** @param version of this program */
export function sarifReport(report: Report, version: string): JsonRecord {
  const { instance, features, faults, faulty, properties } = report;
  const seed = report.engine === 'random' ? report.result.seed : null;
  const reported = properties.filter(
    ({ result }) => result.verdict === 'violated' || judge(result, faulty) !== 'as-expected',
  );
  return sarifLog(
    version,
    { instance, features, faults, engine: report.engine, seed },
    reported.map((property) => resultOf(property, faulty)),
  );
}

function resultOf(property: ReportedProperty, faulty: boolean): SarifResult {
  const { definition, result, counterexample } = property;
  const { id, title, statement, source } = definition;
  const reasons = reasonsOf(property, faulty).join('; ');
  return {
    rule: { id, title, description: statement, help: ['Stated in:', ...source].join('\n') },
    level: levels[judge(result, faulty)],
    text: `${result.verdict}: ${reasons === '' ? statement : reasons}`,
    ...codeFlowOf(counterexample),
  };
}

/**
 * SARIF 2.1.0 (OASIS), for tools that show findings of analysers: one rule a property, one result for each verdict that
 * is worth a look, with the counterexample as a code flow. A trace file is the artifact; its states are its locations.
 */
import type { JsonRecord, JsonValue } from '../system/json.ts';
import { judge, reasonsOf, type Judgement } from './judgement.ts';
import type { ReportedProperty, TestReport } from './test-report.ts';

const levels: Readonly<Record<Judgement, string>> = {
  unexpected: 'error',
  open: 'warning',
  'as-expected': 'note',
};

/** @param version of this program */
export function sarifReport(report: TestReport, version: string): JsonRecord {
  const reported = report.properties.filter(
    ({ result }) => result.verdict === 'violated' || judge(result, report.faulty) !== 'as-expected',
  );
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ics-check',
            version,
            rules: reported.map(({ definition }) => ({
              id: definition.id,
              shortDescription: { text: definition.title },
              fullDescription: { text: definition.statement },
              help: { text: ['Stated in:', ...definition.source].join('\n') },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        properties: {
          instance: report.instance,
          features: report.features,
          faults: report.faults,
          seed: report.result.seed,
        },
        results: reported.map((property, index) => resultOf(property, index, report)),
      },
    ],
  };
}

function resultOf(property: ReportedProperty, ruleIndex: number, { faulty }: TestReport): JsonRecord {
  const { definition, result, counterexample } = property;
  const reasons = reasonsOf(property, faulty).join('; ');
  const common = {
    ruleId: definition.id,
    ruleIndex,
    level: levels[judge(result, faulty)],
    kind: 'fail',
    message: { text: `${result.verdict}: ${reasons === '' ? definition.statement : reasons}` },
  };
  if (counterexample === undefined) return common;
  const { explanation, file } = counterexample;
  const uri = fileUri(file);
  const steps = explanation.steps.map(({ number, place, sentence }): JsonValue => ({
    executionOrder: number,
    importance: 'essential',
    location: { message: { text: `${place}: ${sentence}` }, physicalLocation: { artifactLocation: { uri } } },
  }));
  return {
    ...common,
    locations: [{ physicalLocation: { artifactLocation: { uri } } }],
    codeFlows: steps.length === 0 ? [] : [{ threadFlows: [{ locations: steps }] }],
  };
}

/** The path as a relative or absolute URI reference, each segment escaped. */
function fileUri(path: string): string {
  const escaped = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return escaped.startsWith('/') ? `file://${escaped}` : escaped;
}

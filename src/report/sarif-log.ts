/** SARIF 2.1.0 (OASIS), for tools that show findings of analysers. A file is an artifact; its steps are a code flow. */
import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonRecord, JsonValue } from '../system/json.ts';
import type { Counterexample } from './test-report.ts';

export interface SarifRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly help: string;
}

export interface SarifResult {
  readonly rule: SarifRule;
  readonly level: 'error' | 'warning' | 'note';
  readonly text: string;
  /** Path of the file that the result is about. */
  readonly file?: string;
  /** Sentences that lead to it, in order. */
  readonly steps?: readonly { readonly number: number; readonly text: string }[];
}

/** The trace of a counterexample, where there is one, as a file with the steps that it tells of. */
export function codeFlowOf(counterexample: Counterexample | undefined): Pick<SarifResult, 'file' | 'steps'> {
  if (counterexample === undefined) return {};
  const { file, explanation } = counterexample;
  const steps = explanation.steps.map(({ number, place, sentence }) => ({
    number,
    text: `${place}: ${sentence}`,
  }));
  return { file, steps };
}

/**
 * @param version of this program
 * @param properties of the run as a whole
 * @param folder to which paths of files below it are made relative
 */
export function sarifLog(
  version: string,
  properties: JsonRecord,
  results: readonly SarifResult[],
  folder: string = process.cwd(),
): JsonRecord {
  const rules = [...new Map(results.map(({ rule }) => [rule.id, rule])).values()];
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ics-check',
            version,
            rules: rules.map(({ id, title, description, help }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: description },
              help: { text: help },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        properties,
        results: results.map((result) => resultJson(result, indices.get(result.rule.id) ?? 0, folder)),
      },
    ],
  };
}

function resultJson(
  { rule, level, text, file, steps = [] }: SarifResult,
  ruleIndex: number,
  folder: string,
): JsonRecord {
  const common = { ruleId: rule.id, ruleIndex, level, kind: 'fail', message: { text } };
  if (file === undefined) return common;
  const physicalLocation = { artifactLocation: { uri: fileUri(file, folder) } };
  const locations = steps.map(({ number, text: sentence }): JsonValue => ({
    executionOrder: number,
    importance: 'essential',
    location: { message: { text: sentence }, physicalLocation },
  }));
  return {
    ...common,
    locations: [{ physicalLocation }],
    codeFlows: locations.length === 0 ? [] : [{ threadFlows: [{ locations }] }],
  };
}

/** Below the folder: the path from there, each segment escaped; elsewhere an absolute URI. */
function fileUri(path: string, folder: string): string {
  const absolute = resolve(folder, path);
  const segments = relative(folder, absolute).split(sep);
  if (segments[0] === '..' || resolve(folder, ...segments) !== absolute) return pathToFileURL(absolute).href;
  return segments.map(encodeURIComponent).join('/');
}

/** The trace that was recorded of a finding, played again: only if it still shows the violation does it count. */
import { CheckerError } from '../errors/checker-error.ts';
import type { PropertyDefinition } from '../property/definition.ts';
import { equalData } from '../system/equal-data.ts';
import type { JsonRecord } from '../system/json.ts';
import type { ReportedProperty } from '../report/test-report.ts';
import { parseTrace } from '../trace/itf-document.ts';
import type { Catalogue, RecordedTrace } from './catalogue.ts';
import { confirmTrace } from './confirm-trace.ts';

export interface RecordedFinding {
  readonly counterexample: NonNullable<ReportedProperty['counterexample']>;
  readonly instance: string;
}

/** What the trace has to be about. */
export interface WantedRecord {
  /** The instance; any if undefined. */
  readonly instance: string | undefined;
  /** Features of the machines; any if undefined. */
  readonly features: JsonRecord | undefined;
}

/** Undefined where there is no trace, or none that is about this and reproduces. */
export function recordedFinding<Subject>(
  catalogue: Catalogue<Subject>,
  definition: PropertyDefinition<Subject>,
  wanted: WantedRecord,
): RecordedFinding | undefined {
  for (const record of catalogue.findings.recorded(definition.finding?.id ?? '', definition.id)) {
    const found = playedAgain(catalogue, definition, wanted, record);
    if (found !== undefined) return found;
  }
  return undefined;
}

function playedAgain<Subject>(
  catalogue: Catalogue<Subject>,
  definition: PropertyDefinition<Subject>,
  wanted: WantedRecord,
  { file, text }: RecordedTrace,
): RecordedFinding | undefined {
  const trace = parseTrace(text, file);
  const { meta } = trace;
  const { name } = meta.instance;
  const instance = typeof name === 'string' ? name : '';
  if (wanted.instance !== undefined && wanted.instance !== instance) return undefined;
  if (wanted.features !== undefined && !equalData(wanted.features, meta.features)) return undefined;
  try {
    const story = confirmTrace(catalogue.reopen(meta.instance, file, []), definition, trace);
    return story === undefined ? undefined : { instance, counterexample: { ...story, file } };
  } catch (error) {
    // A trace of an instance that is no longer valid shows nothing.
    if (error instanceof CheckerError) return undefined;
    throw error;
  }
}

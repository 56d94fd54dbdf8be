/** Everything that a report of a test shows, put together once; the forms (terminal, JSON, JUnit, SARIF) only arrange it. */
import type { FairnessCertificate } from '../property/fairness-certificate.ts';
import type { PropertyDefinition } from '../property/definition.ts';
import type { CoverageReport, PropertyResult, RandomResult } from '../search/result.ts';
import type { JsonRecord } from '../system/json.ts';
import type { Explanation } from '../trace/explain.ts';

/** One property with its result and, where it is violated, the story and the file of its trace. */
export interface ReportedProperty {
  readonly definition: Pick<PropertyDefinition, 'id' | 'title' | 'statement' | 'source' | 'finding'>;
  readonly result: PropertyResult;
  readonly counterexample?: Counterexample;
}

export interface Counterexample {
  readonly explanation: Explanation;
  /** Where the trace was written, as the user would type it. */
  readonly file: string;
  /** What has to be added to the command that replays it, with a leading blank. */
  readonly replayFlags?: string;
  /** For a loop: why it is fair. */
  readonly fairness?: FairnessCertificate;
}

/** What reports of all engines have in common. */
export interface ReportBase {
  readonly instance: string;
  readonly features: JsonRecord;
  readonly faults: readonly string[];
  /** Whether a fault among them is meant to be caught; controls are not, and leave the expected verdicts as they are. */
  readonly faulty: boolean;
  readonly properties: readonly ReportedProperty[];
}

export interface TestReport extends ReportBase {
  readonly engine: 'random';
  readonly result: Omit<RandomResult, 'properties'> & { readonly coverage: CoverageReport };
}

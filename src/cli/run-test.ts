/** One test: the random engine on some properties, its counterexamples checked, explained and written to files. */
import type { Check, PropertyDefinition } from '../property/definition.ts';
import { testRandomly } from '../search/random-engine.ts';
import type { RandomProgress } from '../search/random/random-options.ts';
import type { PropertyResult } from '../search/result.ts';
import type { ReportedProperty, TestReport } from '../report/test-report.ts';
import { explainRun, type Explanation } from '../trace/explain.ts';
import { formatTrace } from '../trace/itf-document.ts';
import { playEvents } from '../trace/play-events.ts';
import { traceOfRun } from '../trace/record-trace.ts';
import type { Checkable } from './catalogue.ts';
import type { OutputFolder } from './output-files.ts';
import { unconfirmed } from './unconfirmed.ts';

export interface TestSettings {
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  readonly path?: number;
  /** Whether a fault that is meant to be caught is switched on. */
  readonly faulty: boolean;
  readonly folder: OutputFolder;
  /** Put before the property's id in the names of trace files. */
  readonly filePrefix?: string;
  /** Id of the property on whose violation the search may end early. */
  readonly untilViolated?: string;
  readonly onProgress?: (progress: RandomProgress) => void;
  readonly shouldStop?: () => boolean;
}

/** @throws CheckerError MODEL_... if the machines do not fit together, FILE_UNUSABLE */
export async function runTest<Subject>(
  checkable: Checkable<Subject>,
  properties: readonly PropertyDefinition<Subject>[],
  settings: TestSettings,
): Promise<TestReport> {
  const { runs, steps, seed, path, untilViolated, onProgress, shouldStop } = settings;
  const result = await testRandomly({
    system: checkable.system,
    subject: checkable.subjectAtRandom,
    properties,
    closings: checkable.closings,
    budgetBounds: checkable.budgetBounds,
    runs,
    steps,
    seed,
    ...(path === undefined ? {} : { path }),
    ...(untilViolated === undefined ? {} : { untilViolated }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(shouldStop === undefined ? {} : { shouldStop }),
  });
  return {
    instance: checkable.instanceName,
    features: checkable.features,
    faults: checkable.faults,
    faulty: settings.faulty,
    engine: 'random',
    result,
    properties: properties.map((definition): ReportedProperty => {
      const own = result.properties.find(({ id }) => id === definition.id);
      if (own === undefined) throw new Error(`the engine says nothing about ${definition.id}`);
      return reportProperty(checkable, definition, own, settings);
    }),
  };
}

function reportProperty<Subject>(
  checkable: Checkable<Subject>,
  definition: PropertyDefinition<Subject>,
  result: PropertyResult,
  settings: TestSettings,
): ReportedProperty {
  const { id, title, statement, source, finding } = definition;
  const shown = { id, title, statement, source, ...(finding === undefined ? {} : { finding }) };
  const { violation } = result;
  if (violation === undefined) return { definition: shown, result };

  const run = playEvents(checkable.system, violation.events, {
    loopsTo: violation.loopsTo,
    closingFrom: violation.closing?.from,
  });
  const candidates = definition
    .checks(checkable.subjectAtRandom)
    .filter(({ scope }) => scope === violation.scope);
  const explanation = candidates
    .map((check: Check): Explanation => explainRun(run, check, checkable.story))
    .find(({ violated }) => violated);
  if (explanation === undefined) return { definition: shown, result: unconfirmed(result, violation) };

  const meta = {
    instance: checkable.instance,
    features: checkable.features,
    faults: checkable.faults,
    engine: 'random',
    seed: settings.seed,
    property: id,
    scope: violation.scope,
    verdict: 'violated',
    message: explanation.message,
    ...(violation.closing === undefined ? {} : { closing: violation.closing }),
  } as const;
  const trace = traceOfRun(checkable.system, meta, run, checkable.story.clock);
  const file = settings.folder.write(`${settings.filePrefix ?? ''}${id}.itf.json`, formatTrace(trace));
  return { definition: shown, result, counterexample: { explanation, file } };
}

/** One verification: the explicit engine in every scope, its counterexamples checked, explained and written to files. */
import { builtInProperties, isBuiltIn } from '../property/built-in.ts';
import type { PropertyDefinition } from '../property/definition.ts';
import type { RecordedRun } from '../property/recorded-run.ts';
import type { ReportedProperty } from '../report/test-report.ts';
import type { VerifyReport } from '../report/verify-report.ts';
import type { ExplicitLimits, ExplicitProgress, Reduction } from '../search/explicit/explicit-options.ts';
import { verifyExhaustively } from '../search/explicit-engine.ts';
import type { PropertyResult, Violation } from '../search/result.ts';
import { explainRun, type Explanation } from '../trace/explain.ts';
import { formatTrace } from '../trace/itf-document.ts';
import { playEvents } from '../trace/play-events.ts';
import { traceOfRun } from '../trace/record-trace.ts';
import { endingOf, explainEnding } from '../trace/run-ending.ts';
import type { Checkable } from './catalogue.ts';
import type { OutputFolder } from './output-files.ts';
import { engineScopes, searchScopes } from './search-scopes.ts';
import { unconfirmed } from './unconfirmed.ts';

export interface VerifySettings {
  /** Path of the system file, if the system comes from one. */
  readonly systemFile: string | null;
  /** Whether a fault that is meant to be caught is switched on. */
  readonly faulty: boolean;
  readonly limits: ExplicitLimits;
  readonly withoutReductions: readonly Reduction[];
  /** Threads. */
  readonly workers: number;
  readonly folder: OutputFolder;
  readonly onProgress: (progress: ExplicitProgress) => void;
  readonly shouldStop: () => boolean;
}

/** @throws CheckerError FILE_UNUSABLE, and USAGE_UNKNOWN_NAME if a property reads what the system does not have. */
export async function runVerify<Subject>(
  whole: Checkable<Subject>,
  properties: readonly PropertyDefinition<Subject>[],
  settings: VerifySettings,
): Promise<VerifyReport> {
  const { systemFile, faulty, limits, withoutReductions, workers, onProgress, shouldStop } = settings;
  const scopes = searchScopes(whole);
  const result = await verifyExhaustively({
    scopes: engineScopes(whole),
    properties,
    subject: whole.subject,
    limits,
    withoutReductions,
    workers,
    ...(whole.recipe === undefined ? {} : { recipe: whole.recipe }),
    onProgress,
    shouldStop,
  });
  const within = (name: string | undefined): Checkable<Subject> =>
    scopes.find((scope) => scope.name === name)?.checkable ?? whole;
  return {
    instance: whole.instanceName,
    system: systemFile,
    features: whole.features,
    faults: whole.faults,
    faulty,
    engine: 'explicit',
    limits,
    withoutReductions,
    workers,
    scopes: scopes.map(({ name, description, checkable }) => ({
      name,
      description,
      budgets: checkable.system.budgets,
      passes: result.passes.filter(({ scope }) => scope === name),
    })),
    result,
    properties: [
      ...result.properties.map((own, index): ReportedProperty => {
        const definition = properties[index];
        if (definition === undefined) throw new RangeError(`property ${index}`);
        const { violation } = own;
        if (violation === undefined) return { definition, result: own };
        const checkable = within(violation.within);
        const checks = definition.checks(checkable.subject).filter(({ scope }) => scope === violation.scope);
        return reportViolation(checkable, definition, own, violation, settings, (run) =>
          checks.map((check) => explainRun(run, check, checkable.story)).find(({ violated }) => violated),
        );
      }),
      ...result.builtIn.map((own): ReportedProperty => {
        const definition = builtInProperties.find(({ id }) => id === own.id);
        if (definition === undefined) throw new RangeError(own.id);
        const { violation } = own;
        if (violation === undefined) return { definition, result: own };
        const checkable = within(violation.within);
        return reportViolation(checkable, definition, own, violation, settings, (run) =>
          explainBuiltIn(checkable, run, violation),
        );
      }),
    ],
  };
}

function explainBuiltIn<Subject>(
  { system, story }: Checkable<Subject>,
  run: RecordedRun,
  { property, attempt }: Violation,
): Explanation | undefined {
  if (!isBuiltIn(property)) return undefined;
  const ending = endingOf(system, run, property, attempt);
  return ending.violated ? explainEnding(run, property, ending, attempt, story) : undefined;
}

/** @param explain the story of the run; undefined if the slow, plain evaluation finds no violation in it */
function reportViolation<Subject>(
  checkable: Checkable<Subject>,
  definition: ReportedProperty['definition'],
  result: PropertyResult,
  violation: Violation,
  { folder, systemFile }: VerifySettings,
  explain: (run: RecordedRun) => Explanation | undefined,
): ReportedProperty {
  const { events, loopsTo, fairness, attempt, scope } = violation;
  const run = playEvents(checkable.system, events, { loopsTo });
  const explanation = explain(run);
  if (explanation === undefined) return { definition, result: unconfirmed(result, violation) };
  const meta = {
    instance: checkable.instance,
    features: checkable.features,
    faults: checkable.faults,
    engine: 'explicit',
    seed: null,
    property: definition.id,
    scope,
    verdict: 'violated',
    message: explanation.message,
    ...(fairness === undefined ? {} : { fairness }),
    ...(attempt === undefined ? {} : { attempt }),
  } as const;
  const trace = traceOfRun(checkable.system, meta, run, checkable.story.clock);
  const file = folder.write(`${definition.id}.itf.json`, formatTrace(trace));
  return {
    definition,
    result,
    counterexample: {
      explanation,
      file,
      ...(systemFile === null ? {} : { replayFlags: ` --system ${systemFile}` }),
      ...(fairness === undefined ? {} : { fairness }),
    },
  };
}

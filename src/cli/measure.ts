/** Takes the figures of an instance: over all states within its bounds, or over those that random runs come across. */
import { measuring, type Extreme, type MetricDefinition } from '../property/metric.ts';
import type { MeasuredMetric, Measurement } from '../report/metrics-text.ts';
import { verifyExhaustively } from '../search/explicit-engine.ts';
import type { ExplicitLimits, ExplicitProgress } from '../search/explicit/explicit-options.ts';
import { testRandomly } from '../search/random-engine.ts';
import type { RandomProgress } from '../search/random/random-options.ts';
import type { Checkable } from './catalogue.ts';
import { engineScopes } from './search-scopes.ts';

interface Interruptible {
  readonly shouldStop: () => boolean;
}

export interface RandomMeasurement extends Interruptible {
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  readonly onProgress: (progress: RandomProgress) => void;
}

/** @throws CheckerError MODEL_... if the machines do not fit together */
export async function measureRandomly<Subject>(
  checkable: Checkable<Subject>,
  metrics: readonly MetricDefinition<Subject>[],
  options: RandomMeasurement,
): Promise<Measurement> {
  const book = new Book(metrics);
  const { runs, seconds, interrupted } = await testRandomly({
    system: checkable.system,
    subject: checkable.subject,
    properties: book.properties,
    closings: checkable.closings,
    budgetBounds: checkable.budgetBounds,
    ...options,
  });
  const { instanceName: instance } = checkable;
  return {
    instance,
    engine: 'random',
    states: runs.distinct,
    complete: false,
    seconds,
    interrupted,
    metrics: book.metrics(),
  };
}

export interface ExhaustiveMeasurement extends Interruptible {
  readonly limits: ExplicitLimits;
  readonly onProgress: (progress: ExplicitProgress) => void;
}

/** In every scope of the instance. */
export async function measureExhaustively<Subject>(
  whole: Checkable<Subject>,
  metrics: readonly MetricDefinition<Subject>[],
  options: ExhaustiveMeasurement,
): Promise<Measurement> {
  const book = new Book(metrics);
  const { passes, skippedPasses, seconds, interrupted } = await verifyExhaustively({
    scopes: engineScopes(whole),
    properties: book.properties,
    subject: whole.subject,
    ...options,
  });
  return {
    instance: whole.instanceName,
    engine: 'explicit',
    states: passes.reduce((sum, { distinct }) => sum + distinct, 0),
    complete: skippedPasses === 0 && passes.every(({ complete }) => complete),
    seconds,
    interrupted,
    metrics: book.metrics(),
  };
}

/** What was measured so far. */
class Book<Subject> {
  readonly properties;
  readonly #definitions: readonly MetricDefinition<Subject>[];
  readonly #extremes = new Map<string, Map<string, Extreme>>();

  constructor(definitions: readonly MetricDefinition<Subject>[]) {
    this.#definitions = definitions;
    this.properties = definitions.map((definition) => {
      const own = new Map<string, Extreme>();
      this.#extremes.set(definition.id, own);
      return measuring(definition, (scope, extreme) => own.set(scope, extreme));
    });
  }

  metrics(): readonly MeasuredMetric[] {
    return this.#definitions.map(({ id, title, statement, keep }) => ({
      id,
      title,
      statement,
      keep,
      extremes: [...(this.#extremes.get(id) ?? [])].map(([scope, extreme]) => ({ scope, ...extreme })),
    }));
  }
}

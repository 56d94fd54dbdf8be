/** `ics-check metrics`: the extremes of figures over the states of an instance. */
import { metricsJson, metricsText, type Measurement } from '../../report/metrics-text.ts';
import { paletteOf, printJson, type CommandContext, type CommonOptions } from '../command-context.ts';
import { interruptible } from '../interruptible.ts';
import { measureExhaustively, measureRandomly } from '../measure.ts';
import { progressLine, searchProgressLine } from '../progress-line.ts';

export interface MetricsOptions extends CommonOptions {
  readonly instance: string;
  readonly features?: string;
  /** All states within the scopes, instead of those of random runs. */
  readonly exhaustive?: true;
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  readonly maxStates?: number;
}

/** 0, or 3 if it was stopped early or a limit was reached. */
export async function metricsCommand<Subject>(
  context: CommandContext<Subject>,
  options: MetricsOptions,
): Promise<number> {
  const { catalogue, io } = context;
  const { runs, steps, seed, maxStates, exhaustive = false } = options;
  const checkable = catalogue.open(options.instance, { faults: [], features: options.features });
  const metrics = catalogue.metrics.filter(({ measures }) => measures(checkable.subject).length > 0);
  const label = `measuring ${checkable.instanceName}`;
  const randomly = progressLine(io, label, runs);
  const exhaustively = searchProgressLine(io, label);
  let measurement: Measurement;
  try {
    measurement = await interruptible(io, (shouldStop) =>
      exhaustive
        ? measureExhaustively(checkable, metrics, {
            limits: maxStates === undefined ? {} : { maxStates },
            onProgress: exhaustively.show,
            shouldStop,
          })
        : measureRandomly(checkable, metrics, { runs, steps, seed, onProgress: randomly.show, shouldStop }),
    );
  } finally {
    randomly.clear();
  }
  if (options.json === true) {
    printJson(io, {
      command: 'metrics',
      features: checkable.features,
      seed: exhaustive ? null : seed,
      runs: exhaustive ? null : runs,
      ...metricsJson(measurement),
    });
  } else {
    io.stdout(
      metricsText(
        measurement,
        exhaustive ? undefined : { runs, seed },
        paletteOf(context, options),
        options.quiet === true,
      ),
    );
  }
  return measurement.interrupted || (exhaustive && !measurement.complete) ? 3 : 0;
}

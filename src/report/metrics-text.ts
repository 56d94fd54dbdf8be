/** Extremes of figures, for the terminal and as JSON. */
import type { JsonRecord } from '../system/json.ts';
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';

export interface MeasuredMetric {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly keep: 'least' | 'largest';
  /** By the part of the system that they are of, in the order in which these were met. */
  readonly extremes: readonly {
    readonly scope: string;
    readonly part: number;
    readonly whole: number;
    readonly situation: string;
  }[];
}

export interface Measurement {
  readonly instance: string;
  readonly engine: 'random' | 'explicit';
  /** Distinct states that were looked at. */
  readonly states: number;
  /** Whether these were all states within the bounds. */
  readonly complete: boolean;
  readonly seconds: number;
  readonly interrupted: boolean;
  readonly metrics: readonly MeasuredMetric[];
}

/**
 * Ends with a line break.
 * @param random what random runs there were; undefined for an exhaustive search
 * @param quiet leave the situations out
 */
export function metricsText(
  measured: Measurement,
  random: { readonly runs: number; readonly seed: number } | undefined,
  palette: Palette,
  quiet: boolean,
): string {
  const { instance, states, complete, metrics } = measured;
  const where =
    random === undefined
      ? `over ${complete ? 'all' : 'the first'} ${counted(states, 'state')} within its bounds`
      : `over ${counted(states, 'state')} of ${counted(random.runs, 'random run')}, seed ${random.seed}`;
  const sections = metrics.map(({ id, title, keep, extremes }) =>
    [
      `${palette.name(id)}: ${keep} ${title}`,
      ...(extremes.length === 0 ? [palette.doubtful('  nothing to measure')] : []),
      ...extremes.flatMap(({ scope, part, whole, situation }) => [
        `  ${scope === '' ? '' : `${scope}: `}${palette.title(`${part}/${whole}`)} (${decimal(part / whole)})`,
        ...(quiet ? [] : [palette.faint(`    ${situation}`)]),
      ]),
    ].join('\n'),
  );
  const none = metrics.length === 0 ? [palette.doubtful('No metric applies to this instance.')] : [];
  return `${[palette.title(`Extremes on ${instance}, ${where}`), ...none, ...sections].join('\n\n')}\n`;
}

export function metricsJson({
  instance,
  engine,
  states,
  complete,
  seconds,
  interrupted,
  metrics,
}: Measurement): JsonRecord {
  return {
    instance,
    engine,
    states,
    complete,
    seconds,
    interrupted,
    metrics: metrics.map(({ extremes, ...metric }) => ({
      ...metric,
      extremes: extremes.map((extreme) => ({ ...extreme, value: extreme.part / extreme.whole })),
    })),
  };
}

function decimal(value: number): string {
  return value.toFixed(3);
}

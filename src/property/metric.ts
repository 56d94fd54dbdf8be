/**
 * A metric: a figure of each state, of which the most extreme one over all states looked at is worth knowing. It judges
 * nothing; what must hold of the figure is the business of properties.
 */
import type { Check, PropertyDefinition } from './definition.ts';

/** `part` of `whole`, both integers: figures are exact. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

/** One measurement: of a part of the system, in every state. */
export interface Measure {
  /** Which part of the system it speaks of; empty for the whole. */
  readonly scope: string;
  /** Components whose snapshots the functions get, in this order. */
  readonly reads: readonly string[];
  /** Undefined where there is nothing to measure. */
  readonly value: (...values: never[]) => Share | undefined;
  /** The situation, in a few words; called only for extremes. */
  readonly situation: (...values: never[]) => string;
}

export interface MetricDefinition<Subject = never> {
  readonly id: string;
  /** What the figure is, in a phrase. */
  readonly title: string;
  /** One sentence or two: how it comes about, and what it is good for. */
  readonly statement: string;
  /** Which extreme is worth knowing. */
  readonly keep: 'least' | 'largest';
  /** Empty where the metric does not apply. */
  readonly measures: (subject: Subject) => readonly Measure[];
}

/** The most extreme value that a measure had. */
export interface Extreme extends Share {
  readonly situation: string;
}

/** a/b < c/d, for non-negative parts and positive wholes. */
export function isLess(a: Share, b: Share): boolean {
  return BigInt(a.part) * BigInt(b.whole) < BigInt(b.part) * BigInt(a.whole);
}

/**
 * The metric as something that an engine can evaluate in every state that it meets: a property that never fails.
 * @param record is told of each new extreme
 */
export function measuring<Subject>(
  { id, title, statement, keep, measures }: MetricDefinition<Subject>,
  record: (scope: string, extreme: Extreme) => void,
): PropertyDefinition<Subject> {
  const best = new Map<string, Share>();
  const look = ({ scope, value, situation }: Measure, values: never[]): void => {
    const found = value(...values);
    if (found === undefined) return;
    const known = best.get(scope);
    if (known !== undefined && !(keep === 'least' ? isLess(found, known) : isLess(known, found))) return;
    best.set(scope, found);
    record(scope, { ...found, situation: situation(...values) });
  };
  return {
    id,
    title,
    statement,
    kind: 'always',
    source: [],
    assumptions: [],
    witness: 'any state',
    expected: () => 'holds',
    checks: (subject) =>
      measures(subject).map((measure): Check => ({
        kind: 'always',
        scope: measure.scope,
        reads: measure.reads,
        holds: (...values: never[]) => {
          look(measure, values);
          return true;
        },
        witness: () => true,
      })),
  };
}

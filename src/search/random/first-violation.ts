/**
 * Random runs until the first violation: for those who ask only whether there is one. Nothing is shrunk. The runs are
 * those of `testRandomly` with the same seed, system, properties and sizes.
 */
import fc from 'fast-check';
import type { MachineTables } from '../../system/machine-tables.ts';
import { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { machineFailure } from '../explicit/machine-failure.ts';
import type { OwnedCheck, RandomOptions } from './random-options.ts';
import { observersOf, RandomSession } from './random-session.ts';
import { schedules } from './schedule.ts';

export type FirstViolation =
  | {
      readonly kind: 'violation';
      readonly property: string;
      /** Of the check: which part of the system it speaks of. */
      readonly scope: string;
      /** Steps of the run, as it was found. */
      readonly length: number;
      /** Number of the run. */
      readonly path: number;
    }
  /** The machines do not fit together. */
  | { readonly kind: 'model-error'; readonly message: string };

export type FirstViolationOptions<Subject> = Omit<RandomOptions<Subject>, 'path' | 'onProgress'> & {
  /** Tables to use and add to; what they count is told to their coverage. */
  readonly tables: MachineTables;
};

/** @returns undefined if no run violates any of the properties, or if it was stopped before */
export async function firstViolation<Subject>(
  options: FirstViolationOptions<Subject>,
): Promise<FirstViolation | undefined> {
  const { system, subject, properties, closings, tables, runs, steps, seed, shouldStop } = options;
  const owned = properties.flatMap((definition, property): OwnedCheck[] =>
    definition.checks(subject).map((check) => ({ property, check })),
  );
  const checks = owned.map(({ check }) => check);
  const stepper = new TabulatedStepper(system, { observers: observersOf(checks), tables });
  const session = new RandomSession(stepper, checks, closings, 0);
  let lastYield = performance.now();
  let stopped = false;
  const property = fc.asyncProperty(schedules(steps, options.budgetBounds), async (schedule) => {
    session.play(schedule);
    if (performance.now() - lastYield > 100) {
      await new Promise((resolve) => setImmediate(resolve));
      lastYield = performance.now();
      stopped = shouldStop?.() === true;
    }
    return !stopped && session.findings.first() === undefined;
  });
  const { failed, errorInstance } = await fc.check(property, { seed, numRuns: runs, endOnFailure: true });
  const first = session.findings.first();
  if (first !== undefined) {
    const { check, property: index } = owned[first.check] ?? {};
    const id = properties[index ?? -1]?.id ?? '';
    const { length, path } = first;
    return { kind: 'violation', property: id, scope: check?.scope ?? '', length, path };
  }
  // The property of fast-check fails by itself when the runs are stopped, without any error.
  if (!failed || errorInstance === null || stopped) return undefined;
  return { kind: 'model-error', message: machineFailure(errorInstance).message };
}

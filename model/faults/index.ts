/** The catalogue of faults, in the order in which they are listed to people. */
import { CheckerError } from '../../src/errors/checker-error.ts';
import type { Fault } from './fault.ts';

export const faults: readonly Fault[] = [];

/** @throws CheckerError USAGE_UNKNOWN_NAME */
export function faultById(id: string): Fault {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault !== undefined) return fault;
  throw new CheckerError('USAGE_UNKNOWN_NAME', `there is no fault "${id}"`, {
    expected: faults.map((known) => known.id).join(', '),
    received: id,
    hint: 'see them with: ics-check list faults',
  });
}

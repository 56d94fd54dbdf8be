/** The catalogue of faults, in the order in which they are listed to people: by id. */
import { CheckerError } from '../../src/errors/checker-error.ts';
import type { Fault } from './fault.ts';
import { f19 } from './f19-zero-power-for-unknown-validator.ts';
import { m05 } from './m05-last-vsc-only.ts';
import { m07 } from './m07-newer-vscs-overtake.ts';
import { m20 } from './m20-vsc-mapped-to-current-height.ts';
import { m24 } from './m24-no-outstanding-flag.ts';
import { m27 } from './m27-flag-cleared-by-packet-ack.ts';
import { m28 } from './m28-bounce-taken-for-handled.ts';
import { m29 } from './m29-handled-keeps-waiting.ts';
import { m30 } from './m30-retry-without-reply.ts';
import { m48 } from './m48-retry-at-the-delay.ts';

export const faults: readonly Fault[] = [f19, m05, m07, m20, m24, m27, m28, m29, m30, m48];

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

/** What periods have to be like on any chain, for light clients to live and blocks to be made. */
import type { Instance } from '../instance.ts';
import type { InstanceProblem } from './instance-problem.ts';

/** Trusting periods are cut to whole seconds; a client that trusts for none is expired from the start. */
export function trustingPeriodProblem(
  instance: Instance,
  unbondingSeconds: number,
  at: string,
): readonly InstanceProblem[] {
  const fraction = Number(instance.provider.trustingPeriodFraction);
  if (Math.floor(unbondingSeconds * fraction) >= 1) return [];
  return [
    {
      at,
      expected: `a period of which the trusting fraction (${instance.provider.trustingPeriodFraction}) is at least 1 second`,
      received: String(unbondingSeconds),
    },
  ];
}

/** From equal clocks, either chain must be able to produce a block. */
export function driftProblem(
  blockSeconds: readonly number[],
  maxClockDriftSeconds: number,
  at: string,
): readonly InstanceProblem[] {
  if (Math.min(...blockSeconds) <= maxClockDriftSeconds) return [];
  return [
    {
      at,
      expected: `a block time of at most the clock drift bound (${String(maxClockDriftSeconds)}); no chain could move otherwise`,
      received: JSON.stringify(blockSeconds),
    },
  ];
}

/**
 * A packet must have time left when it sets out. The code compares its timeout with the newest header that it knows of the
 * other chain, and fails to send what has timed out there already; so close to the clock drift no timeout is modelled.
 */
export function timeoutProblem(
  { maxClockDriftSeconds }: Pick<Instance, 'maxClockDriftSeconds'>,
  timeoutSeconds: number,
  at: string,
): readonly InstanceProblem[] {
  if (timeoutSeconds > maxClockDriftSeconds) return [];
  return [
    {
      at,
      expected: `more than the clock drift bound (${String(maxClockDriftSeconds)}); packets would time out before they are sent`,
      received: String(timeoutSeconds),
    },
  ];
}

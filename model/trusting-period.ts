/**
 * How long a light client trusts a header: a fraction of the unbonding period of the chain that the header comes from,
 * cut to whole seconds (x/ccv/types/shared_params.go CalculateTrustPeriod cuts to nanoseconds).
 */
import { parseFraction, truncatedShare } from './fraction.ts';
import type { Instance } from './instance.ts';

/** Seconds. */
export function trustingPeriodSeconds(instance: Instance, unbondingSeconds: number): number {
  return truncatedShare(unbondingSeconds, parseFraction(instance.provider.trustingPeriodFraction));
}

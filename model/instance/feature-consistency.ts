/** Which features an instance cannot have together. */
import type { Features } from '../features.ts';
import type { Instance } from '../instance.ts';
import { featuresOf } from '../vsc-age.ts';
import type { InstanceProblem } from './instance-problem.ts';

/**
 * Features that no release has together. The provider drops its state of a consumer at once as long as it waits for
 * maturity packets; a slash queue is of the time before epochs, and keeps reports and maturities in order.
 */
export function featureProblems(instance: Instance): readonly InstanceProblem[] {
  const { vscMaturity, delayedRemoval, throttleByQueue, throttleByRetry, epochs } = featuresOf(instance);
  const problem = (name: keyof Features, expected: string): InstanceProblem => ({
    at: `features.${name}`,
    expected,
    received: String(featuresOf(instance)[name]),
  });
  return [
    ...(vscMaturity && delayedRemoval
      ? [problem('delayedRemoval', 'false, since vscMaturity is true and no release has both')]
      : []),
    ...(throttleByQueue && throttleByRetry
      ? [
          problem(
            'throttleByRetry',
            'false, since throttleByQueue is true: both chains throttle the same way here. Consumers of v3.2 and later, which send one report at a time, are not modelled with a provider of v3, which takes each for handled when it has queued it',
          ),
        ]
      : []),
    ...(throttleByQueue && epochs
      ? [problem('epochs', 'false, since throttleByQueue is true and no release has both')]
      : []),
    ...(throttleByQueue && !vscMaturity
      ? [problem('vscMaturity', 'true, since throttleByQueue is true and all releases with it have both')]
      : []),
    // In v1-v5 something is nearly always due: the answer to a VSC.
    ...(vscMaturity && instance.skipQuietBlocks
      ? [
          {
            at: 'skipQuietBlocks',
            expected: 'false, since consumers have to answer in time (vscMaturity)',
            received: 'true',
          },
        ]
      : []),
  ];
}

/**
 * What came after maturity packets were given up: releases that have them (v1-v5) know no inactive validators, no minimum
 * stake and no priority lists, and distribute rewards in another way than is modelled (not by denomination, and from a fee
 * pool that is not asked for whom).
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { anyRewards } from '../rewards/has-rewards.ts';
import { isShaped, shapingsOf } from '../shaping/shaping-parameters.ts';
import { featuresOf } from '../vsc-age.ts';
import type { InstanceProblem } from './instance-problem.ts';

/** What the provider cannot do yet where consumers report maturity. */
export function providerVersionProblems(instance: Instance): readonly InstanceProblem[] {
  if (!featuresOf(instance).vscMaturity) return [];
  const { maxValidators, maxProviderConsensusValidators: active } = instance.provider;
  return [
    ...(active < maxValidators
      ? [
          {
            at: 'provider.maxProviderConsensusValidators',
            expected: `maxValidators (${String(maxValidators)}), since vscMaturity is true and inactive validators came later (v6.0)`,
            received: String(active),
          },
        ]
      : []),
    ...(anyRewards(instance)
      ? [
          {
            at: 'provider.rewards',
            expected: 'nothing, since vscMaturity is true and rewards are distributed as in v7',
            received: 'rewards',
          },
        ]
      : []),
  ];
}

/** And what the owner of a consumer cannot ask for yet. */
export function shapingVersionProblems(
  instance: Instance,
  consumer: ConsumerInstance,
  at: string,
): readonly InstanceProblem[] {
  if (!featuresOf(instance).vscMaturity || !isShaped(consumer)) return [];
  return shapingsOf(consumer).flatMap(({ priority, minStake, allowInactive }, index) => {
    const place = index === 0 ? `${at}.shaping` : `${at}.shaping.alternatives[${String(index - 1)}]`;
    const later = [
      ...(priority.length > 0 ? [['priority', 'v6.4'] as const] : []),
      ...(minStake > 0 ? [['minStake', 'v6.0'] as const] : []),
      ...(allowInactive ? [['allowInactive', 'v6.0'] as const] : []),
    ];
    return later.map(([field, version]) => ({
      at: `${place}.${field}`,
      expected: `nothing, since vscMaturity is true and this came later (${version})`,
      received: field,
    }));
  });
}

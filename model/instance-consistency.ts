/** What must fit together in an instance, beyond the shape of each field. */
import type { Instance, Scope } from './instance.ts';
import { driftProblem, timeoutProblem, trustingPeriodProblem } from './instance/chain-consistency.ts';
import { consumerProblems } from './instance/consumer-consistency.ts';
import { featureProblems } from './instance/feature-consistency.ts';
import type { InstanceProblem } from './instance/instance-problem.ts';
import { providerVersionProblems } from './instance/version-consistency.ts';
import { anyRewards } from './rewards/has-rewards.ts';

/** Every inconsistency, in the order of the document. */
export function findInconsistencies(instance: Instance): readonly InstanceProblem[] {
  return [
    ...featureProblems(instance),
    ...providerProblems(instance),
    ...validatorProblems(instance),
    ...instance.consumers.flatMap((consumer, index) =>
      consumerProblems(instance, consumer, `consumers[${String(index)}]`),
    ),
    ...duplicates(instance.consumers, 'consumers'),
    ...instance.scopes.flatMap((scope, index) => scopeProblems(instance, scope, `scopes[${String(index)}]`)),
  ];
}

function scopeProblems(instance: Instance, scope: Scope, at: string): readonly InstanceProblem[] {
  const known = instance.consumers.map(({ id }) => id);
  const strangers = (scope.consumers ?? []).filter((id) => !known.includes(id));
  const twice = instance.scopes.some((other) => other !== scope && other.name === scope.name);
  return [
    ...(twice ? [{ at: `${at}.name`, expected: 'a name that is not taken', received: scope.name }] : []),
    ...strangers.map((id) => ({
      at: `${at}.consumers`,
      expected: `consumers of the instance (${known.join(', ')})`,
      received: id,
    })),
  ];
}

function providerProblems(instance: Instance): readonly InstanceProblem[] {
  const { provider, maxClockDriftSeconds } = instance;
  return [
    ...trustingPeriodProblem(instance, provider.unbondingSeconds, 'provider.unbondingSeconds'),
    ...(provider.maxProviderConsensusValidators <= provider.maxValidators
      ? []
      : [
          {
            at: 'provider.maxProviderConsensusValidators',
            expected: `at most maxValidators (${String(provider.maxValidators)})`,
            received: String(provider.maxProviderConsensusValidators),
          },
        ]),
    ...driftProblem(provider.blockSeconds, maxClockDriftSeconds, 'provider.blockSeconds'),
    ...timeoutProblem(instance, provider.ccvTimeoutSeconds, 'provider.ccvTimeoutSeconds'),
    ...rewardProblems(instance),
    ...providerVersionProblems(instance),
  ];
}

/** Rewards need the provider's part, and every block to be played: fees are split in each. */
function rewardProblems(instance: Instance): readonly InstanceProblem[] {
  if (!anyRewards(instance)) return [];
  const { provider, skipQuietBlocks, consumers } = instance;
  const known = new Set(consumers.map(({ id }) => id));
  const strangers = (provider.rewards?.foreignPayments ?? []).flatMap(({ consumer }, index) =>
    consumer === undefined || known.has(consumer)
      ? []
      : [
          {
            at: `provider.rewards.foreignPayments[${String(index)}].consumer`,
            expected: `a consumer of the instance (${[...known].join(', ')})`,
            received: consumer,
          },
        ],
  );
  return [
    ...(provider.rewards === undefined
      ? [
          {
            at: 'provider.rewards',
            expected: 'how rewards are distributed, since some consumer pays them',
            received: 'nothing',
          },
        ]
      : []),
    ...strangers,
    ...(skipQuietBlocks
      ? [{ at: 'skipQuietBlocks', expected: 'false, since some consumer pays rewards', received: 'true' }]
      : []),
  ];
}

function validatorProblems(instance: Instance): readonly InstanceProblem[] {
  const { validators, provider } = instance;
  const problems = [...duplicates(validators, 'validators')];
  validators.forEach((validator, index) => {
    validator.unbonding.forEach((entry, position) => {
      if (entry.completesIn <= provider.unbondingSeconds) return;
      problems.push({
        at: `validators[${String(index)}].unbonding[${String(position)}].completesIn`,
        expected: `at most the provider's unbonding period (${String(provider.unbondingSeconds)})`,
        received: String(entry.completesIn),
      });
    });
    if (validator.start === 'candidate' && validator.unbonding.length > 0) {
      problems.push({
        at: `validators[${String(index)}].unbonding`,
        expected: 'nothing, since a candidate does not exist at the start',
        received: `${String(validator.unbonding.length)} entries`,
      });
    }
  });
  return problems;
}

function duplicates(items: readonly { readonly id: string }[], at: string): readonly InstanceProblem[] {
  return items.flatMap(({ id }, index) => {
    if (items.findIndex((other) => other.id === id) === index) return [];
    return [
      { at: `${at}[${String(index)}].id`, expected: 'an id that is not taken', received: JSON.stringify(id) },
    ];
  });
}

/** What must fit together in an instance, beyond the shape of each field. */
import { isStandalone } from './changeover/is-standalone.ts';
import { genesisValidatorSet } from './genesis-validator-set.ts';
import type { Features } from './features.ts';
import { startsLaunched } from './lifecycle.ts';
import type { ConsumerInstance, Instance, Scope } from './instance.ts';
import { anyRewards } from './rewards/has-rewards.ts';
import { isShaped, shapingsOf } from './shaping/shaping-parameters.ts';
import { featuresOf } from './vsc-age.ts';

/** One thing that is wrong with an instance. */
export interface InstanceProblem {
  /** Path inside the document, e.g. `consumers[0].retryDelaySeconds`. */
  readonly at: string;
  readonly expected: string;
  readonly received: string;
}

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

/**
 * Features that no release has together. The provider drops its state of a consumer at once as long as it waits for
 * maturity packets; a slash queue is of the time before epochs, and keeps reports and maturities in order.
 */
function featureProblems(instance: Instance): readonly InstanceProblem[] {
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
      ? [problem('throttleByRetry', 'false, since throttleByQueue is true')]
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
    ...rewardProblems(instance),
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

function consumerProblems(
  instance: Instance,
  consumer: ConsumerInstance,
  at: string,
): readonly InstanceProblem[] {
  const known = new Set(instance.validators.map(({ id }) => id));
  const problems: InstanceProblem[] = [
    ...trustingPeriodProblem(instance, consumer.unbondingSeconds, `${at}.unbondingSeconds`),
    ...driftProblem(consumer.blockSeconds, instance.maxClockDriftSeconds, `${at}.blockSeconds`),
  ];
  const { softOptOutThreshold } = consumer;
  if (softOptOutThreshold !== undefined && Number(softOptOutThreshold) >= 0.2) {
    problems.push({
      at: `${at}.softOptOutThreshold`,
      expected: 'less than 0.2, as the chain demands',
      received: softOptOutThreshold,
    });
  }
  const optedIn = consumer.optedIn ?? [];
  optedIn.forEach((id, index) => {
    const place = `${at}.optedIn[${String(index)}]`;
    if (!known.has(id))
      problems.push({ at: place, expected: 'the id of a validator', received: JSON.stringify(id) });
    if (optedIn.indexOf(id) < index) {
      problems.push({ at: place, expected: 'every validator once', received: JSON.stringify(id) });
    }
  });
  problems.push(...keyProblems(consumer, known, at), ...shapingProblems(instance, consumer, at));
  const spareKeys = consumer.spareKeys ?? [];
  spareKeys.forEach((key, index) => {
    if (spareKeys.indexOf(key) === index) return;
    problems.push({
      at: `${at}.spareKeys[${String(index)}]`,
      expected: 'every key once',
      received: JSON.stringify(key),
    });
  });
  problems.push(...lifecycleProblems(consumer, at), ...standaloneProblems(instance, consumer, at));
  if (
    problems.length === 0 &&
    startsLaunched(consumer) &&
    genesisValidatorSet(instance, consumer).length === 0
  ) {
    problems.push({
      at: isShaped(consumer) ? `${at}.shaping` : `${at}.optedIn`,
      expected: 'at least one validator that is active at the start (an empty set cannot launch)',
      received: 'none',
    });
  }
  return problems;
}

/** Sets are shaped only where the features have it, and lists name validators. */
function shapingProblems(
  instance: Instance,
  consumer: ConsumerInstance,
  at: string,
): readonly InstanceProblem[] {
  if (!isShaped(consumer)) return [];
  const known = new Set(instance.validators.map(({ id }) => id));
  const strangers = shapingsOf(consumer).flatMap(({ allow, deny, priority }, index) =>
    [...allow, ...deny, ...priority]
      .filter((id) => !known.has(id))
      .map((id) => ({
        at: index === 0 ? `${at}.shaping` : `${at}.shaping.alternatives[${String(index - 1)}]`,
        expected: 'lists of ids of validators',
        received: JSON.stringify(id),
      })),
  );
  const { owner, topN } = consumer.shaping;
  const ownerless =
    owner === 'account' && topN > 0
      ? [{ at: `${at}.shaping.owner`, expected: 'governance, since it is a Top-N chain', received: owner }]
      : [];
  if (featuresOf(instance).partialSets) return [...strangers, ...ownerless];
  return [
    { at: `${at}.shaping`, expected: 'nothing without the feature partialSets', received: 'shaping' },
    ...strangers,
  ];
}

/** A channel is open only to a consumer that runs, established only if it is open. */
function lifecycleProblems(consumer: ConsumerInstance, at: string): readonly InstanceProblem[] {
  const problems: InstanceProblem[] = [];
  if (consumer.channelOpen && !startsLaunched(consumer)) {
    problems.push({
      at: `${at}.channelOpen`,
      expected: 'false, since the consumer is not launched at the start',
      received: 'true',
    });
  }
  if (consumer.channelEstablished && !consumer.channelOpen) {
    problems.push({
      at: `${at}.channelEstablished`,
      expected: 'false, since the channel is not open at the start',
      received: 'true',
    });
  }
  return problems;
}

/** A chain changes over after its launch, to a channel that is opened then; each of its blocks is a step. */
function standaloneProblems(
  { skipQuietBlocks }: Instance,
  consumer: ConsumerInstance,
  at: string,
): readonly InstanceProblem[] {
  if (!isStandalone(consumer)) return [];
  return [
    ...(startsLaunched(consumer)
      ? [
          {
            at: `${at}.lifecycle.start`,
            expected: '"registered" or "initialized", since the chain changes over in the course of a run',
            received: '"launched"',
          },
        ]
      : []),
    ...(Object.keys(consumer.standalone.validators).length === 0
      ? [{ at: `${at}.standalone.validators`, expected: 'at least one validator', received: 'none' }]
      : []),
    ...(skipQuietBlocks
      ? [{ at: 'skipQuietBlocks', expected: `false, since ${consumer.id} changes over`, received: 'true' }]
      : []),
  ];
}

/** A key stands for one validator on the chain, and nobody may take the provider key of another validator. */
function keyProblems(
  consumer: ConsumerInstance,
  known: ReadonlySet<string>,
  at: string,
): readonly InstanceProblem[] {
  const problems: InstanceProblem[] = [];
  const owners = new Map<string, string>();
  for (const [validator, key] of Object.entries(consumer.assignedKeys)) {
    const place = `${at}.assignedKeys.${validator}`;
    if (!known.has(validator)) {
      problems.push({ at: place, expected: 'the id of a validator', received: JSON.stringify(validator) });
    }
    const owner = owners.get(key);
    if (owner !== undefined) {
      problems.push({
        at: place,
        expected: `a key other than that of ${owner}`,
        received: JSON.stringify(key),
      });
    } else if (known.has(key)) {
      problems.push({ at: place, expected: 'a key that is no provider key', received: JSON.stringify(key) });
    }
    owners.set(key, validator);
  }
  return problems;
}

/** Trusting periods are cut to whole seconds; a client that trusts for none is expired from the start. */
function trustingPeriodProblem(
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
function driftProblem(
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

function duplicates(items: readonly { readonly id: string }[], at: string): readonly InstanceProblem[] {
  return items.flatMap(({ id }, index) => {
    if (items.findIndex((other) => other.id === id) === index) return [];
    return [
      { at: `${at}[${String(index)}].id`, expected: 'an id that is not taken', received: JSON.stringify(id) },
    ];
  });
}

/** What must fit together in a consumer of an instance. */
import { isStandalone } from '../changeover/is-standalone.ts';
import { genesisValidatorSet } from '../genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { isOwned, startsLaunched } from '../lifecycle.ts';
import { isShaped, shapingsOf } from '../shaping/shaping-parameters.ts';
import { featuresOf } from '../vsc-age.ts';
import { driftProblem, timeoutProblem, trustingPeriodProblem } from './chain-consistency.ts';
import type { InstanceProblem } from './instance-problem.ts';
import { shapingVersionProblems } from './version-consistency.ts';

export function consumerProblems(
  instance: Instance,
  consumer: ConsumerInstance,
  at: string,
): readonly InstanceProblem[] {
  const known = new Set(instance.validators.map(({ id }) => id));
  const problems: InstanceProblem[] = [
    ...trustingPeriodProblem(instance, consumer.unbondingSeconds, `${at}.unbondingSeconds`),
    ...driftProblem(consumer.blockSeconds, instance.maxClockDriftSeconds, `${at}.blockSeconds`),
    ...timeoutProblem(instance, consumer.ccvTimeoutSeconds, `${at}.ccvTimeoutSeconds`),
  ];
  const transferTimeout = consumer.rewards?.transferTimeoutSeconds ?? 'never';
  if (transferTimeout !== 'never')
    problems.push(...timeoutProblem(instance, transferTimeout, `${at}.rewards.transferTimeoutSeconds`));
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
  problems.push(
    ...keyProblems(consumer, known, at),
    ...shapingProblems(instance, consumer, at),
    ...shapingVersionProblems(instance, consumer, at),
  );
  const spareKeys = consumer.spareKeys ?? [];
  spareKeys.forEach((key, index) => {
    if (spareKeys.indexOf(key) === index) return;
    problems.push({
      at: `${at}.spareKeys[${String(index)}]`,
      expected: 'every key once',
      received: JSON.stringify(key),
    });
  });
  problems.push(...lifecycleProblems(instance, consumer, at), ...standaloneProblems(instance, consumer, at));
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
  // Before v6 its lifecycle has no owner either, and is told so.
  const disowned =
    featuresOf(instance).delayedRemoval && isOwned(consumer) && owner !== consumer.lifecycle.owner
      ? [
          {
            at: `${at}.shaping.owner`,
            expected: `"${consumer.lifecycle.owner}", as in its lifecycle`,
            received: owner ?? 'none',
          },
        ]
      : [];
  if (featuresOf(instance).partialSets) return [...strangers, ...ownerless, ...disowned];
  return [
    { at: `${at}.shaping`, expected: 'nothing without the feature partialSets', received: 'shaping' },
    ...strangers,
  ];
}

/** Only permissionless consumers (v6+) have owners. A channel is open only to a consumer that runs, established only if it is open. */
function lifecycleProblems(
  instance: Instance,
  consumer: ConsumerInstance,
  at: string,
): readonly InstanceProblem[] {
  const problems: InstanceProblem[] = [];
  if (isOwned(consumer) && !featuresOf(instance).delayedRemoval) {
    problems.push({
      at: `${at}.lifecycle.owner`,
      expected: 'nothing without the feature delayedRemoval: governance alone has a say then',
      received: consumer.lifecycle.owner,
    });
  }
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

/**
 * Validators of both chains as a declared threshold: how much of the power of either chain they have, now and as long as
 * a set is in force, and how much of a consumer's power one VSC replaces.
 */
import { consumerOf } from '../model/component-ids.ts';
import type { Check } from '../src/property/definition.ts';
import {
  claimInForce,
  declaringConsumers,
  failsAfterLosing,
  thresholdOf,
  type DeclaringConsumer,
} from './common-declared.ts';
import type { Share } from '../src/property/metric.ts';
import {
  commonShares,
  isAtLeast,
  keptShare,
  least,
  movedShare,
  outlasts,
  sharedPowers,
  shareText,
  type SharedPower,
} from './common-power.ts';
import { holdsWhereApplicable, type ConsumerSnapshot, type IcsProperty } from './ics-property.ts';
import { withoutKeys } from './key-powers.ts';
import {
  setLifetimes,
  setLifetimesId,
  type ProviderMoment,
  type SetLifetime,
  type SetLifetimes,
} from './observers/set-lifetimes.ts';

function isMet(powers: readonly SharedPower[], threshold: Share): boolean {
  const { provider, consumer } = commonShares(powers);
  return isAtLeast(least(provider, consumer), threshold);
}

function sharesText(powers: readonly SharedPower[]): string {
  const { provider, consumer } = commonShares(powers);
  return `common validators have ${shareText(provider)} of the provider and ${shareText(consumer)} of the consumer`;
}

const lateChange = {
  id: 'N24',
  assumption:
    'what the common validators had of the provider when the set was given exceeds the threshold by all the power that has changed hands there since',
};

const isMetWithout: Parameters<typeof failsAfterLosing>[1] = (bonded, set, consumer) =>
  isMet(sharedPowers(bonded, set, consumer), thresholdOf(consumer));

const commonThreshold: IcsProperty = {
  id: 'common-threshold',
  title: 'Common validators have the declared share of both chains',
  kind: 'always',
  statement:
    "Those who have power on the provider and sign on a consumer that declares a threshold have at least that share of either chain's power, in every state.",
  source: ['validators in common as a threshold (roadmap)', 'ADR-021'],
  assumptions: [],
  witness: 'any state in which both chains have validators',
  expected: failsAfterLosing(1, isMetWithout),
  finding: { ...lateChange, restoredBy: 'common-threshold-within-churn' },
  checks: claimInForce({ holds: isMet, explain: sharesText }),
};

/** The set has enough in common with the provider at the moment, if little enough has changed hands since it was given. */
function isKeptWithinChurn(
  { set, given }: SetLifetime,
  moment: ProviderMoment,
  consumer: DeclaringConsumer,
): { readonly premise: boolean; readonly holds: boolean } {
  const threshold = thresholdOf(consumer);
  if (set.length === 0 || given.bonded.length === 0 || moment.bonded.length === 0)
    return { premise: false, holds: true };
  const atFirst = commonShares(sharedPowers(given.bonded, set, consumer)).provider;
  const premise = outlasts(atFirst, movedShare(given.bonded, moment.bonded), threshold);
  return { premise, holds: !premise || isMet(sharedPowers(moment.bonded, set, consumer), threshold) };
}

/** A check of the set that signs the present block, at a moment that the observer knows. */
function ofLifetime(
  momentOf: (state: SetLifetimes, lifetime: SetLifetime) => ProviderMoment,
  published: boolean,
): IcsProperty['checks'] {
  return (system) =>
    declaringConsumers(system).map((consumer): Check => {
      const judge = (state: SetLifetimes): { readonly premise: boolean; readonly holds: boolean } => {
        const [signing] = state.lifetimes;
        if (signing === undefined) return { premise: false, holds: true };
        const moment = momentOf(state, signing);
        if (!published) return isKeptWithinChurn(signing, moment, consumer);
        const premise = signing.set.length > 0 && moment.bonded.length > 0;
        return { premise, holds: !premise || isMetWithout(moment.bonded, signing.set, consumer) };
      };
      const hasChanged = (state: SetLifetimes): boolean => {
        const [signing] = state.lifetimes;
        return signing !== undefined && momentOf(state, signing) !== signing.given;
      };
      return {
        kind: 'always',
        scope: consumer.id,
        reads: [setLifetimesId(consumer.id)],
        observers: [setLifetimes(system.instance, consumer)],
        holds: (state: SetLifetimes) => judge(state).holds,
        witness: (state: SetLifetimes) => judge(state).premise && (published || hasChanged(state)),
        explain: (state: SetLifetimes) => {
          const [signing] = state.lifetimes;
          if (signing === undefined) return '';
          const powers = sharedPowers(momentOf(state, signing).bonded, signing.set, consumer);
          return `while ${consumer.id} has the set in force with which it signs, ${sharesText(powers)}`;
        },
      };
    });
}

const withinChurnChecks = ofLifetime(({ now }) => now, false);

const commonThresholdWithinChurn: IcsProperty = {
  id: 'common-threshold-within-churn',
  title: 'Common validators have the declared share, if little has changed since the set was given',
  kind: 'always',
  statement:
    "The declared share is kept as long as what the common validators had of the provider, when the consumer's set in force was given, exceeds it by all the power that has changed hands on the provider since.",
  source: ['derived: the share of a fixed group falls by no more than what changes hands'],
  assumptions: ['RL'],
  witness: "power has changed hands since the consumer's set in force was given, and few enough",
  expected: holdsWhereApplicable(withinChurnChecks),
  checks: withinChurnChecks,
};

const underLagChecks = ofLifetime((_state, { worst }) => worst, true);

const commonThresholdUnderLag: IcsProperty = {
  id: 'common-threshold-under-lag',
  title: 'The declared share is kept as long as a set is in force',
  kind: 'always',
  statement:
    'From the moment at which a set is given to the last block that it signs, its members have the declared share in common with the provider of every block in between.',
  source: ['validators in common as a threshold (roadmap)', 'ADR-021'],
  assumptions: [],
  witness: 'a set is in force while the provider has validators',
  expected: failsAfterLosing(1, isMetWithout),
  finding: { ...lateChange, restoredBy: 'common-threshold-under-lag-within-churn' },
  checks: underLagChecks,
};

const underLagWithinChurnChecks = ofLifetime((_state, { worst }) => worst, false);

const commonThresholdUnderLagWithinChurn: IcsProperty = {
  id: 'common-threshold-under-lag-within-churn',
  title: 'The declared share is kept as long as a set is in force, if little enough changes meanwhile',
  kind: 'always',
  statement:
    'As long as a set is in force, its members keep the declared share at every block of the provider up to which no more power has changed hands than the share of the provider exceeded the threshold by when the set was given.',
  source: ['derived: the share of a fixed group falls by no more than what changes hands'],
  assumptions: ['RL'],
  witness: 'power has changed hands while a set is in force or under way, and few enough',
  expected: holdsWhereApplicable(underLagWithinChurnChecks),
  checks: underLagWithinChurnChecks,
};

const aThird: Share = { part: 1, whole: 3 };

/** More than a third of the older set's power remains: a light client may skip from the older set to the newer. */
function keepsAThird(older: ConsumerSnapshot['context']['set'], newer: typeof older): boolean {
  const kept = keptShare(older, newer);
  return kept.whole === 0 || !isAtLeast(aThird, kept);
}

const churnChecks: IcsProperty['checks'] = (system) =>
  declaringConsumers(system).map((consumer): Check => ({
    kind: 'always',
    scope: consumer.id,
    reads: [consumerOf(consumer.id)],
    holds: ({ context: { signers, set } }: ConsumerSnapshot) => keepsAThird(signers, set),
    witness: ({ context: { signers, set } }: ConsumerSnapshot) => signers !== set,
    explain: ({ context: { signers, set } }: ConsumerSnapshot) =>
      `from one block of ${consumer.id} to the next only ${shareText(keptShare(signers, set))} of the power remains: a light client that trusts the one cannot verify the other by skipping`,
  }));

const churnPerVscBound: IcsProperty = {
  id: 'churn-per-vsc-bound',
  title: 'Every change of set keeps more than a third of the power',
  kind: 'always',
  statement:
    'Of two sets that are in force one after the other on a consumer, more than a third of the power of the first belongs to validators of the second.',
  source: ['CometBFT light client, trust level 1/3', 'validators in common as a threshold (roadmap)'],
  assumptions: [],
  witness: 'a set comes into force',
  expected: failsAfterLosing(2, (bonded, set, consumer) => {
    const left = new Set(bonded.map(({ validator }) => consumer.assignedKeys[validator] ?? validator));
    return keepsAThird(
      set,
      withoutKeys(set, (key) => !left.has(key)),
    );
  }),
  finding: {
    id: 'N25',
    restoredBy: 'churn-per-vsc-bound-within-churn',
    assumption:
      'of the power that the members have on the provider, less than two thirds have changed hands there between the moments at which the two sets were given',
  },
  checks: churnChecks,
};

/** The sets that sign the present block and the next one. */
function successive({ lifetimes, applied }: SetLifetimes): readonly [SetLifetime, SetLifetime] | undefined {
  const [signing] = lifetimes;
  const next = lifetimes[applied];
  return signing === undefined || next === undefined || signing === next ? undefined : [signing, next];
}

const boundedChurnChecks: IcsProperty['checks'] = (system) =>
  declaringConsumers(system).map((consumer): Check => {
    const isSlow = (state: SetLifetimes): boolean => {
      const pair = successive(state);
      if (pair === undefined) return false;
      const [{ set, given }, next] = pair;
      if (set.length === 0 || given.bonded.length === 0 || next.given.bonded.length === 0) return false;
      const { provider } = commonShares(sharedPowers(given.bonded, set, consumer));
      const moved = movedShare(given.bonded, next.given.bonded);
      // moved < 2/3 of the members' share
      return 3n * moved.part * BigInt(provider.whole) < 2n * moved.whole * BigInt(provider.part);
    };
    return {
      kind: 'always',
      scope: consumer.id,
      reads: [setLifetimesId(consumer.id), consumerOf(consumer.id)],
      observers: [setLifetimes(system.instance, consumer)],
      holds: (state: SetLifetimes, { context: { signers, set } }: ConsumerSnapshot) =>
        !isSlow(state) || keepsAThird(signers, set),
      witness: isSlow,
      explain: (_state: SetLifetimes, { context: { signers, set } }: ConsumerSnapshot) =>
        `from one block of ${consumer.id} to the next only ${shareText(keptShare(signers, set))} of the power remains although less than two thirds of it changed hands on the provider`,
    };
  });

const churnPerVscBoundWithinChurn: IcsProperty = {
  id: 'churn-per-vsc-bound-within-churn',
  title: 'Every change of set keeps more than a third of the power, if the provider changes slowly',
  kind: 'always',
  statement:
    'Of two sets in force one after the other, the first keeps more than a third of its power in the second, provided that between the moments at which they were given less power changed hands on the provider than two thirds of what the members of the first had there.',
  source: ['derived'],
  assumptions: [],
  witness: 'a set comes into force that was given soon after the one before',
  expected: holdsWhereApplicable(boundedChurnChecks),
  checks: boundedChurnChecks,
};

export const commonThresholdProperties: readonly IcsProperty[] = [
  commonThreshold,
  commonThresholdWithinChurn,
  commonThresholdUnderLag,
  commonThresholdUnderLagWithinChurn,
  churnPerVscBound,
  churnPerVscBoundWithinChurn,
];

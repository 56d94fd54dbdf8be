/**
 * What quorums of a consumer are worth on the provider: whether each contains an honest validator of the provider, whether
 * a light client of the provider may believe it, what two conflicting ones cost, and what both chains can decide together.
 */
import { provider, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import type { ValidatorPower } from '../model/vocabulary.ts';
import { epochLength } from '../model/vsc-age.ts';
import type { Check } from '../src/property/definition.ts';
import { claimInForce, failsAfterLosing, thresholdOf } from './common-declared.ts';
import type { Share } from '../src/property/metric.ts';
import {
  areProportional,
  canDecideDespiteSilence,
  cheapestQuorum,
  commonShares,
  costOfFork,
  isAtLeast,
  least,
  sharedPowers,
  storedPowers,
  type SharedPower,
} from './common-power.ts';
import {
  holdsWhereApplicable,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { isLaunched } from './relation.ts';
import { bondedOf } from './target-set.ts';

const aThird: Share = { part: 1, whole: 3 };
const aHalf: Share = { part: 1, whole: 2 };
const all: Share = { part: 1, whole: 1 };

const wholeOf = (powers: readonly SharedPower[]): number => commonShares(powers).provider.whole;

/** Nobody but validators of the provider signs on the consumer, each as strongly as there, and they have half of it. */
function haveHalfInProportion(powers: readonly SharedPower[]): boolean {
  return areProportional(powers) && isAtLeast(commonShares(powers).provider, aHalf);
}

function areTheSame(powers: readonly SharedPower[]): boolean {
  return areProportional(powers) && isAtLeast(commonShares(powers).provider, all);
}

const inProportion =
  'powers on the consumer are in proportion to those on the provider, and its members have at least half of the provider';

const quorumText = (powers: readonly SharedPower[]): string =>
  `a quorum of the consumer has only ${String(cheapestQuorum(powers))}/${String(wholeOf(powers))} of the provider`;

const isHonest = (powers: readonly SharedPower[]): boolean =>
  isAtLeast({ part: cheapestQuorum(powers), whole: wholeOf(powers) }, aThird);

const isTrusted = (powers: readonly SharedPower[]): boolean =>
  !isAtLeast(aThird, { part: cheapestQuorum(powers), whole: wholeOf(powers) });

const whenNotAll = (powers: readonly SharedPower[]): boolean =>
  !isAtLeast(commonShares(powers).provider, all);

const quorumIntersectionHonest: IcsProperty = {
  id: 'quorum-intersection-honest',
  title: 'Every quorum of a consumer has an honest validator of the provider',
  kind: 'always',
  statement:
    "As long as less than a third of the provider's power is Byzantine, every set of signers with more than two thirds of a declaring consumer includes an honest validator of the provider.",
  source: ['validators in common as a threshold (roadmap)', 'ICS-28 security model'],
  assumptions: [],
  witness: 'any state in which both chains have validators',
  expected: failsAfterLosing(1, (bonded, set, consumer) => isHonest(sharedPowers(bonded, set, consumer))),
  finding: { id: 'N24', restoredBy: 'quorum-intersection-honest-in-proportion', assumption: inProportion },
  checks: claimInForce({ holds: isHonest, explain: quorumText }),
};

const honestInProportionChecks = claimInForce({
  premise: haveHalfInProportion,
  holds: isHonest,
  witness: whenNotAll,
  explain: quorumText,
});

const quorumIntersectionHonestInProportion: IcsProperty = {
  id: 'quorum-intersection-honest-in-proportion',
  title: 'Every quorum has an honest validator of the provider, where powers are in proportion',
  kind: 'always',
  statement:
    'Where powers on a consumer are in proportion to those on the provider, and its members have at least half of the provider, every quorum of the consumer includes an honest validator as long as less than a third of the provider is Byzantine.',
  source: ['derived: a quorum has more than two thirds of at least a half'],
  assumptions: [],
  witness: 'powers are in proportion, and some validators of the provider are no members',
  expected: holdsWhereApplicable(honestInProportionChecks),
  checks: honestInProportionChecks,
};

const consumerHeaderTrust: IcsProperty = {
  id: 'consumer-header-trust',
  title: 'Who trusts the provider may trust a header of the consumer',
  kind: 'always',
  statement:
    "Every quorum of a declaring consumer has more than a third of the provider's power, so that a light client that trusts the provider's validators may believe a header of the consumer.",
  source: ['CometBFT light client, trust level 1/3', 'validators in common as a threshold (roadmap)'],
  assumptions: [],
  witness: 'any state in which both chains have validators',
  expected: failsAfterLosing(1, (bonded, set, consumer) => isTrusted(sharedPowers(bonded, set, consumer))),
  finding: { id: 'N24', restoredBy: 'consumer-header-trust-in-proportion', assumption: inProportion },
  checks: claimInForce({ holds: isTrusted, explain: quorumText }),
};

const trustInProportionChecks = claimInForce({
  premise: haveHalfInProportion,
  holds: isTrusted,
  witness: whenNotAll,
  explain: quorumText,
});

const consumerHeaderTrustInProportion: IcsProperty = {
  id: 'consumer-header-trust-in-proportion',
  title: 'Who trusts the provider may trust a header of the consumer, where powers are in proportion',
  kind: 'always',
  statement:
    "Where powers on a consumer are in proportion to those on the provider, and its members have at least half of the provider, every quorum of the consumer has more than a third of the provider's power.",
  source: ['derived: a quorum has more than two thirds of at least a half'],
  assumptions: [],
  witness: 'powers are in proportion, and some validators of the provider are no members',
  expected: holdsWhereApplicable(trustInProportionChecks),
  checks: trustInProportionChecks,
};

const isDear = (powers: readonly SharedPower[]): boolean =>
  isAtLeast({ part: costOfFork(powers), whole: wholeOf(powers) }, aThird);

const forkText = (powers: readonly SharedPower[]): string =>
  `two conflicting quorums of the consumer have only ${String(costOfFork(powers))}/${String(wholeOf(powers))} of the provider in common`;

const meetsThreshold = (powers: readonly SharedPower[], threshold: Share): boolean => {
  const { provider: ofProvider, consumer } = commonShares(powers);
  return isAtLeast(least(ofProvider, consumer), threshold);
};

const noForkInherits: IcsProperty = {
  id: 'no-fork-inherits',
  title: 'A fork of a consumer takes a third of the provider',
  kind: 'always',
  statement:
    "Wherever the declared threshold is met, two conflicting blocks of the consumer take at least a third of the provider's power to have signed both.",
  source: ['validators in common as a threshold (roadmap)', 'ICS-28 security model'],
  assumptions: [],
  witness: 'the declared threshold is met',
  expected: failsAfterLosing(1, (bonded, set, consumer) => {
    const powers = sharedPowers(bonded, set, consumer);
    return !meetsThreshold(powers, thresholdOf(consumer)) || isDear(powers);
  }),
  finding: {
    id: 'N21',
    restoredBy: 'no-fork-inherits-from-equal-sets',
    assumption: 'the consumer has all validators of the provider, with powers in proportion',
  },
  checks: claimInForce({ premise: meetsThreshold, holds: isDear, explain: forkText }),
};

const equalForkChecks = claimInForce({ premise: areTheSame, holds: isDear, explain: forkText });

const noForkInheritsFromEqualSets: IcsProperty = {
  id: 'no-fork-inherits-from-equal-sets',
  title: 'A fork of a consumer takes a third of the provider, where both have the same set',
  kind: 'always',
  statement:
    "Where a consumer has all validators of the provider, with powers in proportion, two conflicting blocks of it take at least a third of the provider's power to have signed both.",
  source: ['derived: two quorums have more than a third in common'],
  assumptions: [],
  witness: 'the consumer has all validators of the provider',
  expected: holdsWhereApplicable(equalForkChecks),
  checks: equalForkChecks,
};

const silenceText = (powers: readonly SharedPower[]): string => {
  const { provider: ofProvider, consumer } = commonShares(powers);
  return (
    `the common validators have ${String(ofProvider.part)}/${String(ofProvider.whole)} of the provider and ` +
    `${String(consumer.part)}/${String(consumer.whole)} of the consumer; without some that have less than a third of the ` +
    'provider they do not reach more than two thirds of both'
  );
};

const synchronousCommitSafe: IcsProperty = {
  id: 'synchronous-commit-safe',
  title: 'What both chains have to decide together gets decided',
  kind: 'always',
  statement:
    "Wherever the declared threshold is met, validators of both chains can decide a bundle with more than two thirds of either, even if Byzantine ones with less than a third of the provider's power stay silent.",
  source: ['validators in common as a threshold (roadmap)', 'ADR-021'],
  assumptions: [],
  witness: 'the declared threshold is met',
  expected: failsAfterLosing(1, (bonded, set, consumer) => {
    const powers = sharedPowers(bonded, set, consumer);
    return !meetsThreshold(powers, thresholdOf(consumer)) || canDecideDespiteSilence(powers);
  }),
  finding: {
    id: 'N21',
    restoredBy: 'synchronous-commit-safe-from-equal-sets',
    assumption: 'the consumer has all validators of the provider, with powers in proportion',
  },
  checks: claimInForce({ premise: meetsThreshold, holds: canDecideDespiteSilence, explain: silenceText }),
};

const equalCommitChecks = claimInForce({
  premise: areTheSame,
  holds: canDecideDespiteSilence,
  explain: silenceText,
});

const synchronousCommitSafeFromEqualSets: IcsProperty = {
  id: 'synchronous-commit-safe-from-equal-sets',
  title: 'What both chains have to decide together gets decided, where both have the same set',
  kind: 'always',
  statement:
    "Where a consumer has all validators of the provider, with powers in proportion, they can decide a bundle with more than two thirds of either chain, whoever stays silent with less than a third of the provider's power.",
  source: ['derived'],
  assumptions: [],
  witness: 'the consumer has all validators of the provider',
  expected: holdsWhereApplicable(equalCommitChecks),
  checks: equalCommitChecks,
};

/** Whether its owner caps, or may come to cap, what one validator has of the consumer. */
function mayBeCapped({ shaping }: ConsumerInstance): boolean {
  return shaping !== undefined && [shaping, ...shaping.alternatives].some(({ powerCap }) => powerCap > 0);
}

/** Of consumers that declare a threshold, and of those with a shape, whether they are given powers in proportion. */
function proportionChecks(isMeant: (consumer: ConsumerInstance) => boolean): IcsProperty['checks'] {
  return ({ instance }) =>
    instance.consumers
      .filter((consumer) => consumer.commonThreshold !== undefined || consumer.shaping !== undefined)
      .filter(isMeant)
      .map((consumer): Check => {
        const first = 1 % epochLength(instance);
        const isFresh = (chain: ProviderSnapshot, record: RecordSnapshot): boolean =>
          chain.context.blockOfEpoch === first && isLaunched(record) && record.context.stored.length > 0;
        return {
          kind: 'always',
          scope: consumer.id,
          reads: [provider, recordOf(consumer.id)],
          holds: (chain: ProviderSnapshot, record: RecordSnapshot) =>
            !isFresh(chain, record) || areProportional(storedPowers(chain, record)),
          witness: (chain: ProviderSnapshot, record: RecordSnapshot) =>
            isFresh(chain, record) && record.context.stored.length > 1,
          explain: (chain: ProviderSnapshot, { context }: RecordSnapshot) =>
            `at the end of the epoch ${consumer.id} is given {${setText(context.stored)}} of validators with ` +
            `{${setText(bondedOf(chain.context.validators))}}`,
        };
      });
}

function setText(set: readonly ValidatorPower[]): string {
  return set.map(({ validator, power }) => `${validator}:${String(power)}`).join(',');
}

const anyProportionChecks = proportionChecks(() => true);

const capBreaksProportionality: IcsProperty = {
  id: 'cap-breaks-proportionality',
  title: 'Powers on a consumer are in proportion to those on the provider',
  kind: 'always',
  statement:
    'What a consumer is given at the end of an epoch is in proportion, among its members, to their power on the provider.',
  source: ['validators in common as a threshold (roadmap)', 'ADR-015 (power cap)'],
  assumptions: [],
  witness: 'an epoch ends and the consumer has two validators or more',
  expected: (system) =>
    system.consumers.some(mayBeCapped) ? 'violated' : holdsWhereApplicable(anyProportionChecks)(system),
  finding: {
    id: 'N5',
    restoredBy: 'cap-breaks-proportionality-unless-capped',
    assumption: 'the consumer has no power cap',
  },
  checks: anyProportionChecks,
};

const uncappedChecks = proportionChecks((consumer) => !mayBeCapped(consumer));

const capBreaksProportionalityUnlessCapped: IcsProperty = {
  id: 'cap-breaks-proportionality-unless-capped',
  title: 'Powers on a consumer without a cap are in proportion to those on the provider',
  kind: 'always',
  statement:
    'What a consumer without a power cap is given at the end of an epoch is in proportion, among its members, to their power on the provider.',
  source: ['ADR-015', 'x/ccv/provider/keeper/validator_set_update.go ComputeNextValidators'],
  assumptions: [],
  witness: 'an epoch ends and the consumer has two validators or more',
  expected: holdsWhereApplicable(uncappedChecks),
  checks: uncappedChecks,
};

export const commonQuorumProperties: readonly IcsProperty[] = [
  quorumIntersectionHonest,
  quorumIntersectionHonestInProportion,
  consumerHeaderTrust,
  consumerHeaderTrustInProportion,
  noForkInherits,
  noForkInheritsFromEqualSets,
  synchronousCommitSafe,
  synchronousCommitSafeFromEqualSets,
  capBreaksProportionality,
  capBreaksProportionalityUnlessCapped,
];

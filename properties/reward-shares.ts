/** Who gets how much when rewards are distributed on the provider. */
import { allocationOf, recordOf } from '../model/component-ids.ts';
import { isLess, parseFraction } from '../model/fraction.ts';
import type { Instance } from '../model/instance.ts';
import { providerRewardsOf } from '../model/rewards/has-rewards.ts';
import type { AllocationContext, ConsumerCommission, RewardMember, RewardNote } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { ofCommissionChanges } from './commission-consent.ts';
import { mayHappen } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty, type RecordSnapshot } from './ics-property.ts';
import { notesOf } from './observers/heard.ts';
import {
  eligibleAfter,
  rewardJoiners,
  rewardJoinersId,
  type RewardJoiners,
} from './observers/reward-joiners.ts';
import { ofPayingConsumers, type AllocationSnapshot } from './reward-accounts.ts';

type AllocationStep = LocalStep<AllocationContext>;
type Distribution = Extract<RewardNote, { readonly type: 'rewardsDistributed' }>;

/** The smallest parts of a token, of which shares consist: 18 decimal places. */
const parts = 10n ** 18n;

/** `1.5` as a number of smallest parts. */
export function partsOf(decimal: string): bigint {
  const [whole = '0', places = ''] = decimal.split('.');
  return BigInt(whole) * parts + BigInt(places.padEnd(18, '0'));
}

function distributions({ emitted }: AllocationStep): readonly Distribution[] {
  return notesOf(emitted, 'rewardsDistributed');
}

/** Moved to the distribution account and credited to nobody, in smallest parts. */
function dustOf({ toValidators, shares }: Distribution): bigint {
  return BigInt(toValidators) * parts - shares.reduce((sum, { tokens }) => sum + partsOf(tokens), 0n);
}

const eligibleChecks = ofPayingConsumers((instance, consumer): readonly Check[] => {
  const { id } = consumer;
  const limit = eligibleAfter(instance);
  const isEligible = ({ blocks }: { readonly blocks: number }): boolean => blocks >= limit;
  return [
    {
      kind: 'always',
      scope: `${id}: paid`,
      reads: [rewardJoinersId(id), allocationOf(id)],
      observers: [rewardJoiners(instance, consumer)],
      holds: ({ unfit }: RewardJoiners) => unfit === '',
      witness: ({ members }: RewardJoiners, { context }: AllocationSnapshot) =>
        context.rewards.length > 0 &&
        members.some(isEligible) &&
        members.some((member) => !isEligible(member)),
      explain: ({ unfit }: RewardJoiners) =>
        `${unfit} was paid rewards of ${id} although it had not been in the set of ${id} for ${String(limit)} blocks`,
    },
    {
      kind: 'step',
      scope: `${id}: shares`,
      on: allocationOf(id),
      holds: (step: AllocationStep) =>
        distributions(step).every(({ shares }) =>
          shares.every(({ validator }) =>
            step.after.context.members.some((member) => member.validator === validator && isEligible(member)),
          ),
        ),
      witness: (step: AllocationStep) =>
        distributions(step).some(
          ({ shares }) => shares.length > 0 && shares.length < step.after.context.members.length,
        ),
      explain: (step: AllocationStep) =>
        `rewards of ${id} are paid to ${distributions(step)
          .flatMap(({ shares }) => shares.map(({ validator }) => validator))
          .join(', ')}; members: {${sinceText(step)}}`,
    },
    {
      kind: 'always',
      scope: `${id}: members`,
      reads: [recordOf(id), allocationOf(id)],
      holds: (record: RecordSnapshot, { context }: AllocationSnapshot) =>
        membersOf(record.context.stored) === membersOf(context.members),
      witness: (_record: RecordSnapshot, { context }: AllocationSnapshot) =>
        context.members.some(({ blocks }) => blocks < limit),
      explain: (record: RecordSnapshot, { context }: AllocationSnapshot) =>
        `rewards of ${id} go to {${membersOf(context.members)}}, its stored set is {${membersOf(record.context.stored)}}`,
    },
  ];
});

function sinceText({ after }: AllocationStep): string {
  return after.context.members
    .map(({ validator, blocks }) => `${validator} since ${String(blocks)} blocks`)
    .join(', ');
}

function membersOf(members: readonly Pick<RewardMember, 'validator' | 'power'>[]): string {
  return members.map(({ validator, power }) => `${validator}:${String(power)}`).join(', ');
}

const rewardEligibleOnly: IcsProperty = {
  id: 'reward-eligible-only',
  title: 'Only long-standing members are paid',
  kind: 'always',
  statement:
    "Whoever is paid rewards of a consumer is in the consumer's stored set and has been so for the number of epochs that the provider asks for; leaving the set starts the count anew.",
  source: [
    'ICS documentation: reward distribution',
    'Go TestAllocateTokensToConsumerValidatorsWithDifferentValidatorHeights',
  ],
  assumptions: [],
  witness: 'rewards are owed while some members are eligible and another is not',
  expected: holdsWhereApplicable(eligibleChecks),
  checks: eligibleChecks,
};

/** How a distribution departs from shares by power among the eligible; empty if it does not. */
function unfairness(
  instance: Instance,
  { toValidators, shares }: Distribution,
  after: AllocationContext,
): string {
  if (toValidators === 0) return '';
  const limit = eligibleAfter(instance);
  const eligible = after.members.filter(({ blocks }) => blocks >= limit);
  const total = eligible.reduce((sum, { power }) => sum + BigInt(power), 0n);
  if (shares.length !== eligible.length) {
    return `${String(shares.length)} shares for ${String(eligible.length)} eligible members`;
  }
  const whole = BigInt(toValidators) * parts;
  for (const { validator, power } of eligible) {
    const share = shares.find((each) => each.validator === validator);
    if (share === undefined) return `no share for ${validator}`;
    const tokens = partsOf(share.tokens);
    const shortfall = whole * BigInt(power) - tokens * total;
    if (shortfall < 0n || shortfall > total * BigInt(toValidators + 1)) {
      return `${share.tokens} for ${validator}, which has ${String(power)} of ${String(total)}`;
    }
    const { numerator, denominator } = parseFraction(
      after.commissions.find((each) => each.validator === validator)?.rate ??
        providerRewardsOf(instance).commission[validator] ??
        '0',
    );
    const error = partsOf(share.commission) * BigInt(denominator) - tokens * BigInt(numerator);
    if (2n * (error < 0n ? -error : error) > BigInt(denominator)) {
      return `a commission of ${share.commission} for ${validator}`;
    }
  }
  return '';
}

const proportionalChecks = ofPayingConsumers((instance, { id }): readonly Check[] => {
  const faultOf = (step: AllocationStep): string =>
    distributions(step)
      .map((distribution) => unfairness(instance, distribution, step.after.context))
      .find((fault) => fault !== '') ?? '';
  return [
    {
      kind: 'step',
      scope: id,
      on: allocationOf(id),
      holds: (step: AllocationStep) => faultOf(step) === '',
      witness: (step: AllocationStep) =>
        distributions(step).some(({ shares }) => new Set(shares.map(({ tokens }) => tokens)).size > 1),
      explain: (step: AllocationStep) => `rewards of ${id} are shared out unfairly: ${faultOf(step)}`,
    },
  ];
});

/** Nobody has a rate below the minimum, whatever is asked for. */
const leastRateChecks = ofCommissionChanges((instance, { id }): readonly Check[] => {
  const { commissionRates, minCommissionRate } = providerRewardsOf(instance);
  const least = parseFraction(minCommissionRate);
  const isTooLow = (rate: string): boolean => isLess(parseFraction(rate), least);
  const lowered = ({ after }: AllocationStep): readonly ConsumerCommission[] =>
    after.context.commissions.filter(({ rate }) => isTooLow(rate));
  if (!commissionRates.some(isTooLow)) return [];
  return [
    {
      kind: 'step',
      scope: `${id}: least commission`,
      on: allocationOf(id),
      holds: (step: AllocationStep) => lowered(step).length === 0,
      witness: ({ event }: AllocationStep) =>
        event.type === 'commissionSubmitted' && isTooLow(String(event['rate'])),
      explain: (step: AllocationStep) =>
        `${lowered(step)
          .map(({ validator, rate }) => `${validator} takes a commission of ${rate}`)
          .join(', ')} on ${id}, less than ${minCommissionRate}`,
    },
  ];
});

const proportionalAndRateChecks: IcsProperty['checks'] = (system) => [
  ...proportionalChecks(system),
  ...leastRateChecks(system),
];

const rewardProportional: IcsProperty = {
  id: 'reward-proportional',
  title: 'Shares are proportional to power',
  kind: 'step',
  statement:
    'Each eligible member gets a part of what is distributed among validators in proportion to its power on the consumer, up to the rounding of 18 decimal places, and of it the commission that it has asked for on the consumer (else the one that it has on the provider), which is never less than staking admits.',
  source: [
    'Go TestAllocateTokensToConsumerValidators',
    'x/ccv/provider/keeper/distribution.go HandleSetConsumerCommissionRate',
  ],
  assumptions: [],
  witness: 'two validators get different shares; a rate that is too low is asked for',
  expected: holdsWhereApplicable(proportionalAndRateChecks),
  checks: proportionalAndRateChecks,
};

/** Each share falls short by less than a part for every token, and by a part. */
const mostDust = ({ toValidators, shares }: Distribution): bigint =>
  BigInt(shares.length) * BigInt(toValidators + 1);

const dustChecks = ofPayingConsumers((_instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: allocationOf(id),
    holds: (step: AllocationStep) =>
      distributions(step).every((each) => dustOf(each) >= 0n && dustOf(each) <= mostDust(each)),
    witness: (step: AllocationStep) => distributions(step).some((each) => dustOf(each) > 0n),
    explain: (step: AllocationStep) => dustText(id, step),
  },
]);

function dustText(id: string, step: AllocationStep): string {
  return distributions(step)
    .map(
      (each) =>
        `of ${String(each.toValidators)} ${each.denom} of ${id} that were moved for validators, ${String(dustOf(each))} parts of 10^-18 are credited to nobody`,
    )
    .join('; ');
}

const rewardDustBound: IcsProperty = {
  id: 'reward-dust-bound',
  title: 'Rounding loses next to nothing',
  kind: 'step',
  statement:
    'What a distribution moves to the distribution account exceeds what it credits to validators by at most (tokens + 1) x 10^-18 for each of them, and never falls short.',
  source: ['x/ccv/provider/keeper/distribution.go AllocateTokensToConsumerValidators'],
  assumptions: [],
  witness: 'rounding loses something',
  expected: holdsWhereApplicable(dustChecks),
  checks: dustChecks,
};

const noDustChecks = ofPayingConsumers((_instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: allocationOf(id),
    holds: (step: AllocationStep) => distributions(step).every((each) => dustOf(each) === 0n),
    witness: (step: AllocationStep) => distributions(step).some(({ shares }) => shares.length > 0),
    explain: (step: AllocationStep) => dustText(id, step),
  },
]);

const rewardDustOwned: IcsProperty = {
  id: 'reward-dust-owned',
  title: 'Whatever is moved for validators is credited to validators',
  kind: 'step',
  statement:
    'The shares of a distribution add up to what it moves to the distribution account, so that every token there has an owner.',
  source: ['cosmos-sdk x/distribution ModuleAccountInvariant'],
  assumptions: [],
  witness: 'rewards are shared out',
  expected: (system) => {
    if (noDustChecks(system).length === 0) return 'not-applicable';
    return mayBeDistributed(system) && system.instance.validators.length > 1 ? 'violated' : 'holds';
  },
  finding: {
    id: 'N20',
    restoredBy: 'reward-dust-bound',
    assumption: 'a loss of a few parts of 10^-18 is accepted',
  },
  checks: noDustChecks,
};

function mayBeDistributed(system: Parameters<IcsProperty['expected']>[0]): boolean {
  return mayHappen(system, 'feePayments') || mayHappen(system, 'foreignPayments');
}

/** What the community pool got beyond the tax, rounded up; 0 if nothing. */
function beyondTax(instance: Instance, { toValidators, toCommunity }: Distribution): number {
  const { numerator, denominator } = parseFraction(providerRewardsOf(instance).communityTax);
  return Math.max(0, toCommunity - Math.ceil(((toValidators + toCommunity) * numerator) / denominator));
}

/** What the community pool did not get of the tax, rounded down; 0 if nothing. */
function shortOfTax(instance: Instance, { toValidators, toCommunity }: Distribution): number {
  const { numerator, denominator } = parseFraction(providerRewardsOf(instance).communityTax);
  return Math.max(0, Math.floor(((toValidators + toCommunity) * numerator) / denominator) - toCommunity);
}

function taxChecks(
  applies: (context: AllocationContext, limit: number) => boolean,
  isOwed = false,
): IcsProperty['checks'] {
  return ofPayingConsumers((instance, { id }): readonly Check[] => {
    const limit = eligibleAfter(instance);
    const excess = (step: AllocationStep): number =>
      distributions(step).reduce((sum, each) => sum + beyondTax(instance, each), 0);
    const arrears = (step: AllocationStep): number =>
      isOwed ? distributions(step).reduce((sum, each) => sum + shortOfTax(instance, each), 0) : 0;
    return [
      {
        kind: 'step',
        scope: id,
        on: allocationOf(id),
        holds: (step: AllocationStep) =>
          !applies(step.after.context, limit) || (excess(step) === 0 && arrears(step) === 0),
        witness: (step: AllocationStep) =>
          distributions(step).length > 0 && applies(step.after.context, limit),
        explain: (step: AllocationStep) =>
          arrears(step) > 0
            ? `the community pool lacks ${String(arrears(step))} tokens of the tax on rewards of ${id}`
            : `the community pool gets ${String(excess(step))} tokens of rewards of ${id} beyond the tax; members: {${sinceText(step)}}`,
      },
    ];
  });
}

const anyTaxChecks = taxChecks(() => true);
const taxWithEligibleChecks = taxChecks(
  ({ members }, limit) => members.some(({ blocks }) => blocks >= limit),
  true,
);

const rewardTaxBound: IcsProperty = {
  id: 'reward-tax-bound',
  title: 'The community pool gets the tax and no more',
  kind: 'step',
  statement: 'Whatever is distributed goes to validators, save for the community tax.',
  source: ['ICS-28 Consumer Rewards Distribution (distributed among the validators)'],
  assumptions: [],
  witness: 'rewards are distributed',
  expected: (system) => {
    if (anyTaxChecks(system).length === 0) return 'not-applicable';
    const { epochsToStartReceiving } = providerRewardsOf(system.instance);
    return epochsToStartReceiving > 0 && mayBeDistributed(system) ? 'violated' : 'holds';
  },
  finding: {
    id: 'N10',
    restoredBy: 'reward-tax-bound-with-eligible-members',
    assumption: 'some member of the set has been in it for long enough',
  },
  checks: anyTaxChecks,
};

const rewardTaxBoundWithEligibleMembers: IcsProperty = {
  id: 'reward-tax-bound-with-eligible-members',
  title: 'Where anybody is eligible, the community pool gets the tax and no more',
  kind: 'step',
  statement:
    'If some member of the set is eligible, whatever is distributed goes to validators, save for the community tax, which is taken in full, up to whole tokens.',
  source: ['x/ccv/provider/keeper/distribution.go AllocateConsumerRewards'],
  assumptions: [],
  witness: 'rewards are distributed while some member is eligible',
  expected: holdsWhereApplicable(taxWithEligibleChecks),
  checks: taxWithEligibleChecks,
};

export const rewardShareProperties: readonly IcsProperty[] = [
  rewardEligibleOnly,
  rewardProportional,
  rewardDustBound,
  rewardDustOwned,
  rewardTaxBound,
  rewardTaxBoundWithEligibleMembers,
];

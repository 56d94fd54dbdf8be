/** Rewards are distributed in denominations that somebody with a say in it has allowed, and in no others. */
import { allocationOf, rewardPool } from '../model/component-ids.ts';
import { anyRewards } from '../model/rewards/has-rewards.ts';
import type { AllocationContext, Denom, RewardPoolContext } from '../model/vocabulary.ts';
import type { LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { ofPayingConsumers } from './reward-accounts.ts';

type AllocationStep = LocalStep<AllocationContext>;
type PoolStep = LocalStep<RewardPoolContext>;

/** On the list of governance, as the pool gives it, or on that of the owner. */
function isAllowed({ before, event }: AllocationStep, denom: Denom): boolean {
  const registered = event.type === 'distributeRewards' ? (event['denoms'] as readonly Denom[]) : [];
  return registered.includes(denom) || before.context.allowlist.includes(denom);
}

const ownChecks = ofPayingConsumers((_instance, { id }) => {
  const unallowed = (step: AllocationStep): readonly Denom[] =>
    notesOf(step.emitted, 'rewardsDistributed')
      .map(({ denom }) => denom)
      .filter((denom) => !isAllowed(step, denom));
  return [
    {
      kind: 'step',
      scope: id,
      on: allocationOf(id),
      holds: (step: AllocationStep) => unallowed(step).length === 0,
      witness: (step: AllocationStep) =>
        step.event.type === 'distributeRewards' &&
        step.before.context.rewards.some(({ denom }) => !isAllowed(step, denom)),
      explain: (step: AllocationStep) =>
        `rewards of ${id} are distributed in ${unallowed(step).join(', ')}, which neither governance nor the owner of ${id} has allowed`,
    },
  ];
});

/** What the pool has distributed for every consumer. */
function asked({ emitted }: PoolStep): readonly Denom[] {
  return messagesOf(emitted, 'distributeRewards').flatMap(({ denoms }) => denoms);
}

const allowedChecks: IcsProperty['checks'] = (system) =>
  anyRewards(system.instance)
    ? [
        ...ownChecks(system),
        {
          kind: 'step',
          scope: 'governance',
          on: rewardPool,
          holds: (step: PoolStep) =>
            asked(step).every((denom) => step.before.context.registeredDenoms.includes(denom)),
          witness: (step: PoolStep) =>
            asked(step).length > 0 &&
            step.before.context.balances.some(
              ({ denom }) => !step.before.context.registeredDenoms.includes(denom),
            ),
          explain: (step: PoolStep) =>
            `rewards of all consumers are distributed in ${asked(step).join(', ')}; governance has registered ${step.before.context.registeredDenoms.join(', ') || 'nothing'}`,
        },
      ]
    : [];

const rewardAllowedDenomsOnly: IcsProperty = {
  id: 'reward-allowed-denoms-only',
  title: 'Rewards are distributed in allowed denominations only',
  kind: 'step',
  statement:
    'What is owed for a consumer is distributed in denominations that governance has registered, or the owner of the consumer has allowed, at that moment; whatever else was paid stays where it is.',
  source: ['ADR-004', 'x/ccv/provider/keeper/distribution.go AllocateTokens, UpdateAllowlistedRewardDenoms'],
  assumptions: [],
  witness: 'something is owed, or is in the pool, in a denomination that is not allowed',
  expected: holdsWhereApplicable(allowedChecks),
  checks: allowedChecks,
};

export const rewardDenomProperties: readonly IcsProperty[] = [rewardAllowedDenomsOnly];

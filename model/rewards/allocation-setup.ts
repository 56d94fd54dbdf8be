/** Guards and actions of what is owed for one consumer, by name; see `allocation-descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { isLess, parseFraction } from '../fraction.ts';
import { genesisValidatorSet } from '../genesis-validator-set.ts';
import type { Instance } from '../instance.ts';
import { startsLaunched } from '../lifecycle.ts';
import { compareIds } from '../provider/validator-power.ts';
import { remark } from '../send-message.ts';
import type {
  AllocationContext,
  Coin,
  Fraction,
  RewardChoice,
  RewardMember,
  RewardShare,
  ToAllocation,
  ValidatorId,
} from '../vocabulary.ts';
import { amountOf, withAmount, withCoin } from './coins.ts';
import { providerRewardsOf, type ConsumerWithRewards } from './has-rewards.ts';
import { sharesOf, splitReward } from './reward-split.ts';
import { sendRewardMessage } from './send-reward-message.ts';

export interface AllocationParameters {
  readonly communityTax: Fraction;
  /** Blocks after which a member of the set is eligible. */
  readonly eligibleAfter: number;
  /** On the provider, and on consumers unless it has asked for another rate there. */
  readonly commissionOf: (validator: ValidatorId) => Fraction;
  readonly minCommissionRate: Fraction;
}

export function allocationParameters(instance: Instance): AllocationParameters {
  const { communityTax, epochsToStartReceiving, commission, minCommissionRate } = providerRewardsOf(instance);
  const nothing = parseFraction('0');
  const rates = new Map(Object.entries(commission).map(([id, rate]) => [id, parseFraction(rate)]));
  return {
    communityTax: parseFraction(communityTax),
    eligibleAfter: epochsToStartReceiving * instance.provider.blocksPerEpoch,
    commissionOf: (validator) => rates.get(validator) ?? nothing,
    minCommissionRate: parseFraction(minCommissionRate),
  };
}

/** Who validates the consumer from the start joined with the block at which the system starts. */
export function initialAllocation(instance: Instance, consumer: ConsumerWithRewards): AllocationContext {
  const set = startsLaunched(consumer) ? genesisValidatorSet(instance, consumer) : [];
  const members = set.map(({ validator, power }) => ({ validator, power, blocks: 0 }));
  const allowlist = consumer.rewards.allowlistedDenoms.toSorted();
  return freeze({ rewards: [], members, commissions: [], allowlist }, true);
}

type AllowDenoms = Extract<RewardChoice, { readonly type: 'allowDenoms' }>;

/** The types of the machine alone; faults build their replacements with it. */
export const allocationTypes = setup({
  types: {
    context: {} as AllocationContext,
    events: {} as ToAllocation | AllowDenoms,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

export interface Distribution {
  readonly toValidators: number;
  readonly toCommunity: number;
  readonly shares: readonly RewardShare[];
}

/** Who takes part in a distribution. */
type Sharers = Pick<AllocationContext, 'members' | 'commissions'>;

/** How the reward in one denomination is distributed; undefined where that fails, and nothing changes then. */
export type Distribute = (
  amount: number,
  sharers: Sharers,
  existing: readonly ValidatorId[],
) => Distribution | undefined;

/** Everything to the community pool if nobody is eligible, else taxed, and shared out by power among those that are. */
export function distributeFairly({
  communityTax,
  eligibleAfter,
  commissionOf,
}: AllocationParameters): Distribute {
  return (amount, { members, commissions }, existing) => {
    const eligible = members.filter(({ blocks }) => blocks >= eligibleAfter);
    if (eligible.length === 0) return { toValidators: 0, toCommunity: amount, shares: [] };
    const { toValidators, toCommunity } = splitReward(amount, communityTax);
    if (toValidators === 0) return { toValidators, toCommunity, shares: [] };
    if (eligible.some(({ validator }) => !existing.includes(validator))) return undefined;
    const rates = new Map(commissions.map(({ validator, rate }) => [validator, parseFraction(rate)]));
    const rateOf = (validator: ValidatorId): Fraction => rates.get(validator) ?? commissionOf(validator);
    return { toValidators, toCommunity, shares: sharesOf(toValidators, eligible, rateOf) };
  };
}

/** Distributes every allowed denomination that something is owed in. */
export function distributeRewards(distribute: Distribute) {
  return allocationTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'distributeRewards');
    let rewards: readonly Coin[] = context.rewards;
    for (const denom of [...event.denoms, ...context.allowlist]) {
      const amount = amountOf(rewards, denom);
      const distribution = amount === 0 ? undefined : distribute(amount, context, event.validators);
      if (distribution === undefined) continue;
      const paid = distribution.toValidators + distribution.toCommunity;
      if (paid === 0) continue;
      rewards = withAmount(rewards, denom, amount - paid);
      enqueue.emit(sendRewardMessage('reward-pool', { type: 'rewardsPaidOut', denom, amount: paid }));
      enqueue.emit(remark({ type: 'rewardsDistributed', denom, ...distribution }));
    }
    if (rewards === context.rewards) return;
    const left = rewards;
    enqueue.assign(
      produce(context, (draft) => {
        draft.rewards = castDraft(left);
      }),
    );
  });
}

/** The new set; who was a member before keeps the time since it joined. */
export function joinedMembers(
  { members }: AllocationContext,
  { members: next }: Extract<ToAllocation, { type: 'storedSetChanged' }>,
): readonly RewardMember[] {
  return next.map(({ validator, power }) => ({
    validator,
    power,
    blocks: members.find((member) => member.validator === validator)?.blocks ?? 0,
  }));
}

export function allocationSetup(parameters: AllocationParameters) {
  const { eligibleAfter, minCommissionRate } = parameters;
  return allocationTypes.extend({
    guards: {
      consumerIsLaunched: ({ event }) => event.type === 'phaseChanged' && event.phase === 'launched',
      rateIsHighEnough: ({ event }) =>
        event.type === 'commissionSubmitted' && !isLess(parseFraction(event.rate), minCommissionRate),
      consumerIsDeleted: ({ event }) => event.type === 'phaseChanged' && event.phase === 'deleted',
    },
    actions: {
      creditRewards: allocationTypes.assign(({ context, event }) => {
        assertEvent(event, 'rewardsCredited');
        const { denom, amount } = event;
        return produce(context, (draft) => {
          draft.rewards = castDraft(withCoin(context.rewards, { denom, amount }));
        });
      }),
      updateMembers: allocationTypes.assign(({ context, event }) => {
        assertEvent(event, 'storedSetChanged');
        return { members: joinedMembers(context, event) };
      }),
      startMembers: allocationTypes.assign(({ event }) => {
        assertEvent(event, 'storedSetChanged');
        return { members: event.members.map((member) => ({ ...member, blocks: -1 })) };
      }),
      forgetMembers: allocationTypes.assign({ members: [] }),
      setCommission: allocationTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'commissionSubmitted');
        const { validator, rate } = event;
        const others = context.commissions.filter((each) => each.validator !== validator);
        const commissions = [...others, { validator, rate }].sort((a, b) =>
          compareIds(a.validator, b.validator),
        );
        enqueue.assign({ commissions });
        enqueue.emit(remark({ type: 'commissionSet', validator, rate }));
      }),
      refuseCommission: allocationTypes.emit(({ event }) => {
        assertEvent(event, 'commissionSubmitted');
        const { validator, rate } = event;
        return remark({ type: 'commissionRefused', validator, rate });
      }),
      replaceAllowlist: allocationTypes.assign(({ event }) => {
        assertEvent(event, 'allowDenoms');
        return { allowlist: event.denoms.toSorted() };
      }),
      forgetCommissions: allocationTypes.assign({ commissions: [] }),
      countBlocks: allocationTypes.assign(({ context, event }) => {
        assertEvent(event, 'distributeRewards');
        if (context.members.every(({ blocks }) => blocks >= eligibleAfter)) return context;
        return produce(context, (draft) => {
          for (const member of draft.members) {
            member.blocks = Math.min(eligibleAfter, member.blocks + event.blocks);
          }
        });
      }),
      distributeRewards: distributeRewards(distributeFairly(parameters)),
    },
  });
}

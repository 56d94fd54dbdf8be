/** Guards and actions of what is owed for one consumer, by name; see `allocation-descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { parseFraction } from '../fraction.ts';
import { genesisValidatorSet } from '../genesis-validator-set.ts';
import type { Instance } from '../instance.ts';
import { startsLaunched } from '../lifecycle.ts';
import { remark } from '../send-message.ts';
import type {
  AllocationContext,
  Coin,
  Denom,
  Fraction,
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
  readonly commissionOf: (validator: ValidatorId) => Fraction;
  /** On the consumer's own allow-list. */
  readonly ownDenoms: readonly Denom[];
}

export function allocationParameters(
  instance: Instance,
  { rewards }: ConsumerWithRewards,
): AllocationParameters {
  const { communityTax, epochsToStartReceiving, commission } = providerRewardsOf(instance);
  const nothing = parseFraction('0');
  const rates = new Map(Object.entries(commission).map(([id, rate]) => [id, parseFraction(rate)]));
  return {
    communityTax: parseFraction(communityTax),
    eligibleAfter: epochsToStartReceiving * instance.provider.blocksPerEpoch,
    commissionOf: (validator) => rates.get(validator) ?? nothing,
    ownDenoms: rewards.allowlistedDenoms,
  };
}

/** Who validates the consumer from the start joined with the block at which the system starts. */
export function initialAllocation(instance: Instance, consumer: ConsumerWithRewards): AllocationContext {
  const set = startsLaunched(consumer) ? genesisValidatorSet(instance, consumer) : [];
  const members = set.map(({ validator, power }) => ({ validator, power, blocks: 0 }));
  return freeze({ rewards: [], members }, true);
}

/** The types of the machine alone; faults build their replacements with it. */
export const allocationTypes = setup({
  types: {
    context: {} as AllocationContext,
    events: {} as ToAllocation,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

export interface Distribution {
  readonly toValidators: number;
  readonly toCommunity: number;
  readonly shares: readonly RewardShare[];
}

/** How the reward in one denomination is distributed; undefined where that fails, and nothing changes then. */
export type Distribute = (
  amount: number,
  members: readonly RewardMember[],
  existing: readonly ValidatorId[],
) => Distribution | undefined;

/** Everything to the community pool if nobody is eligible, else taxed, and shared out by power among those that are. */
export function distributeFairly({
  communityTax,
  eligibleAfter,
  commissionOf,
}: AllocationParameters): Distribute {
  return (amount, members, existing) => {
    const eligible = members.filter(({ blocks }) => blocks >= eligibleAfter);
    if (eligible.length === 0) return { toValidators: 0, toCommunity: amount, shares: [] };
    const { toValidators, toCommunity } = splitReward(amount, communityTax);
    if (toValidators === 0) return { toValidators, toCommunity, shares: [] };
    if (eligible.some(({ validator }) => !existing.includes(validator))) return undefined;
    return { toValidators, toCommunity, shares: sharesOf(toValidators, eligible, commissionOf) };
  };
}

/** Distributes every allowed denomination that something is owed in. */
export function distributeRewards(distribute: Distribute, ownDenoms: readonly Denom[]) {
  return allocationTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'distributeRewards');
    let rewards: readonly Coin[] = context.rewards;
    for (const denom of [...event.denoms, ...ownDenoms]) {
      const amount = amountOf(rewards, denom);
      const distribution = amount === 0 ? undefined : distribute(amount, context.members, event.validators);
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
  const { eligibleAfter, ownDenoms } = parameters;
  return allocationTypes.extend({
    guards: {
      consumerIsLaunched: ({ event }) => event.type === 'phaseChanged' && event.phase === 'launched',
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
      countBlocks: allocationTypes.assign(({ context, event }) => {
        assertEvent(event, 'distributeRewards');
        if (context.members.every(({ blocks }) => blocks >= eligibleAfter)) return context;
        return produce(context, (draft) => {
          for (const member of draft.members) {
            member.blocks = Math.min(eligibleAfter, member.blocks + event.blocks);
          }
        });
      }),
      distributeRewards: distributeRewards(distributeFairly(parameters), ownDenoms),
    },
  });
}

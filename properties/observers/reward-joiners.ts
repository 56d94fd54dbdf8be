/** Who has been in the stored set of a consumer for how long, counted anew; and the first who was paid too early. */
import { allocationOf } from '../../model/component-ids.ts';
import { genesisValidatorSet } from '../../model/genesis-validator-set.ts';
import type { Instance } from '../../model/instance.ts';
import { startsLaunched } from '../../model/lifecycle.ts';
import { providerRewardsOf } from '../../model/rewards/has-rewards.ts';
import type { ToAllocation, ValidatorId } from '../../model/vocabulary.ts';
import { notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface RewardJoiners {
  readonly launched: boolean;
  /** Sorted by validator; blocks since it joined, up to where it is eligible. */
  readonly members: readonly { readonly validator: ValidatorId; readonly blocks: number }[];
  /** Who was paid without being eligible; empty if nobody. */
  readonly unfit: string;
}

export const rewardJoinersId = (consumer: string): string => `reward-joiners-${consumer}`;

/** Blocks after which a member is eligible. */
export function eligibleAfter(instance: Instance): number {
  return providerRewardsOf(instance).epochsToStartReceiving * instance.provider.blocksPerEpoch;
}

export const rewardJoiners = onePerConsumer<RewardJoiners>((instance, consumer) => {
  const limit = eligibleAfter(instance);
  return {
    id: rewardJoinersId(consumer.id),
    initial: {
      launched: startsLaunched(consumer),
      members: (startsLaunched(consumer) ? genesisValidatorSet(instance, consumer) : []).map(
        ({ validator }) => ({ validator, blocks: 0 }),
      ),
      unfit: '',
    },
    observes: [allocationOf(consumer.id)],
    reduce: (state, delivery) => {
      const event = delivery.event as unknown as ToAllocation;
      if (event.type === 'phaseChanged') {
        if (event.phase === 'launched') return { ...state, launched: true };
        return event.phase === 'deleted' ? { ...state, members: [] } : state;
      }
      if (event.type === 'storedSetChanged') {
        // The block that launches the consumer begins with the launch, and is not one more.
        const joined = state.launched ? 0 : -1;
        const blocksOf = new Map(state.members.map(({ validator, blocks }) => [validator, blocks]));
        const members = event.members.map(({ validator }) => ({
          validator,
          blocks: blocksOf.get(validator) ?? joined,
        }));
        return { ...state, members };
      }
      if (event.type !== 'distributeRewards') return state;
      const members = state.members.map(({ validator, blocks }) => ({
        validator,
        blocks: Math.min(limit, blocks + event.blocks),
      }));
      const paid = notesOf(delivery.emitted, 'rewardsDistributed').flatMap(({ shares }) => shares);
      const unfit = paid.find(
        (share) =>
          !members.some(({ validator, blocks }) => validator === share.validator && blocks === limit),
      );
      return { ...state, members, unfit: unfit === undefined ? state.unfit : unfit.validator };
    },
  };
});

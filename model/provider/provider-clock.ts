/** Time and heights of the provider: countdowns, the place in the epoch, and blocks in which nothing is due. */
import { castDraft, produce } from 'immer';
import type { ConsumerId, ProviderContext } from '../vocabulary.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { changedValidators, isStakingSettled } from './staking-end-block.ts';
import { bondedPowers, compareIds, strongest } from './validator-power.ts';

/** `seconds` pass and `blocks` heights; every countdown stops at 0, which means due. */
export function passTime(
  context: ProviderContext,
  passed: { readonly seconds: number; readonly blocks: number },
  { epochLength }: ProviderParameters,
): ProviderContext {
  const { seconds, blocks } = passed;
  const left = (countdown: number): number => Math.max(0, countdown - seconds);
  const validators = changedValidators(
    context.validators,
    ({ unbondsIn, jailedFor }) => unbondsIn > 0 || jailedFor > 0,
    ({ unbondsIn, jailedFor }) => ({ unbondsIn: left(unbondsIn), jailedFor: left(jailedFor) }),
  );
  return produce(context, (draft) => {
    draft.blockOfEpoch = (context.blockOfEpoch + blocks) % epochLength;
    if (validators !== context.validators) draft.validators = castDraft(validators);
    if (context.channelOpenings.length > 0) {
      draft.channelOpenings = context.channelOpenings
        .map(({ consumer, recentFor }) => ({ consumer, recentFor: left(recentFor) }))
        .filter(({ recentFor }) => recentFor > 0);
    }
    if (context.unbonding.length > 0) {
      draft.unbonding = castDraft(
        context.unbonding.map((entry) => ({ ...entry, completesIn: left(entry.completesIn) })),
      );
    }
  });
}

/**
 * Whether that many equally long blocks can pass without anything happening but time: staking has nothing to do, no
 * epoch ends with one of the blocks that end, and no unbonding comes due before the last one begins. (A jail term may
 * run out: that by itself changes nothing.)
 */
export function areQuiet(
  context: ProviderContext,
  passed: { readonly seconds: number; readonly blocks: number },
  parameters: ProviderParameters,
): boolean {
  const { seconds, blocks } = passed;
  const { blockOfEpoch } = context;
  const isLaterThanAllButTheLast = (dueIn: number): boolean => dueIn * blocks > seconds * (blocks - 1);
  return (
    blockOfEpoch > 0 &&
    blockOfEpoch + blocks <= parameters.epochLength &&
    context.unbonding.every(({ completesIn }) => isLaterThanAllButTheLast(completesIn)) &&
    context.validators.every(
      ({ status, unbondsIn }) => status !== 'Unbonding' || isLaterThanAllButTheLast(unbondsIn),
    ) &&
    isStakingSettled(context, parameters)
  );
}

/**
 * The first MaxProviderConsensusValidators of the bonded validators run the provider's consensus.
 * Spec: x/ccv/provider/keeper/relay.go ProviderValidatorUpdates.
 */
export function updateConsensusSet(
  context: ProviderContext,
  { maxProviderConsensusValidators }: ProviderParameters,
): ProviderContext {
  const next = strongest(bondedPowers(context.validators), maxProviderConsensusValidators);
  const isSame =
    next.length === context.consensusSet.length &&
    next.every(({ validator, power }, index) => {
      const before = context.consensusSet[index];
      return before?.validator === validator && before.power === power;
    });
  if (isSame) return context;
  return produce(context, (draft) => {
    draft.consensusSet = [...next];
  });
}

/** The channel of the consumer opens in the present block. Spec: x/ccv/provider/keeper/keeper.go SetInitChainHeight. */
export function rememberOpening(
  context: ProviderContext,
  consumer: ConsumerId,
  { unbondingSeconds }: ProviderParameters,
): ProviderContext {
  return produce(context, (draft) => {
    draft.channelOpenings = [
      ...context.channelOpenings.filter((opening) => opening.consumer !== consumer),
      { consumer, recentFor: unbondingSeconds },
    ].sort((a, b) => compareIds(a.consumer, b.consumer));
  });
}

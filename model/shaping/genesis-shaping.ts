/**
 * What shaping yields on the provider's own genesis: for a consumer that runs from the start, who is opted in, and the
 * set that the consumer launches with; for one that has yet to launch, who volunteered.
 * Spec: x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer.
 */
import type { Instance } from '../instance.ts';
import type { ShapingContext, StakedValidator, ValidatorPower } from '../vocabulary.ts';
import { compareIds } from '../provider/validator-power.ts';
import { computeNextSet } from './compute-next-set.ts';
import { shapingsOf, type ShapedConsumer } from './shaping-parameters.ts';
import { newInTopN, nextMinPower, topNRule } from './top-n.ts';

export function genesisShaping(
  { provider }: Instance,
  consumer: ShapedConsumer,
  bonded: readonly StakedValidator[],
): { readonly context: ShapingContext; readonly set: readonly ValidatorPower[] } {
  const slots = provider.maxProviderConsensusValidators;
  const volunteers = shapingBeforeLaunch(consumer);
  const rule = topNRule(slots);
  const measured = { ...volunteers, minPowerInTopN: nextMinPower(volunteers, bonded, rule) };
  const context = {
    ...measured,
    optedIn: [...measured.optedIn, ...newInTopN(measured, bonded, rule)].sort(compareIds),
  };
  return { context, set: computeNextSet(bonded, context, slots) };
}

/** Nobody is obliged yet: that is found out when the consumer launches. */
export function shapingBeforeLaunch(consumer: ShapedConsumer): ShapingContext {
  const [parameters] = shapingsOf(consumer);
  return {
    parameters,
    optedIn: (consumer.optedIn ?? []).toSorted(compareIds),
    minPowerInTopN: null,
    beforeLaunch: null,
    ...(consumer.shaping.owner === undefined ? {} : { owner: consumer.shaping.owner }),
  };
}

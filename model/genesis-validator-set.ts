/**
 * The validator set that a consumer launches with: what the provider's power shaping yields on the provider's own
 * genesis. It is the start of three things that must agree: the provider's record of the consumer, the consumer's own
 * set, and what observers believe.
 *
 * Spec: x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis (the next set against an empty previous one).
 */
import type { ConsumerInstance, Instance } from './instance.ts';
import { startsLaunched } from './lifecycle.ts';
import { nextValidatorSet } from './provider/next-validator-set.ts';
import { compareIds, powerOf, strongest } from './provider/validator-power.ts';
import { genesisShaping, shapingBeforeLaunch } from './shaping/genesis-shaping.ts';
import { isShaped, type ShapedConsumer } from './shaping/shaping-parameters.ts';
import type { ShapingContext, StakedValidator, StoredValidator } from './vocabulary.ts';

/** Sorted by validator; powers > 0; keys as assigned before launch. */
export function genesisValidatorSet(
  instance: Instance,
  consumer: ConsumerInstance,
): readonly StoredValidator[] {
  const bonded = bondedAtGenesis(instance);
  const members = isShaped(consumer) ? genesisShaping(instance, consumer, bonded).set : bonded;
  return nextValidatorSet(instance, consumer)(members);
}

/** Who is opted in at the start, and how the set is shaped: as the launch left it, if there has been one. */
export function genesisShapingOf(instance: Instance, consumer: ShapedConsumer): ShapingContext {
  if (!startsLaunched(consumer)) return shapingBeforeLaunch(consumer);
  return genesisShaping(instance, consumer, bondedAtGenesis(instance)).context;
}

/** The validators that are bonded on the provider at the start, sorted; powers > 0. */
export function bondedAtGenesis({ validators, provider }: Instance): readonly StakedValidator[] {
  const candidates = validators
    .filter(({ start }) => start === 'existing')
    .map(({ id, tokens }) => ({ validator: id, tokens, power: powerOf(tokens, provider.powerReduction) }))
    .filter(({ power }) => power > 0)
    .toSorted((a, b) => compareIds(a.validator, b.validator));
  return strongest(candidates, provider.maxValidators);
}

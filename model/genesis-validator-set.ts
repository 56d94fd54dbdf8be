/**
 * The validator set that a consumer launches with: what the provider's power shaping yields on the provider's own
 * genesis. It is the start of three things that must agree: the provider's record of the consumer, the consumer's own
 * set, and what observers believe.
 *
 * Spec: x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis (the next set against an empty previous one).
 */
import type { ConsumerInstance, Instance } from './instance.ts';
import { nextValidatorSet } from './provider/next-validator-set.ts';
import { compareIds, powerOf, strongest } from './provider/validator-power.ts';
import type { StoredValidator } from './vocabulary.ts';

/** Sorted by validator; powers > 0; keys as assigned before launch. */
export function genesisValidatorSet(
  instance: Instance,
  consumer: ConsumerInstance,
): readonly StoredValidator[] {
  const candidates = instance.validators
    .filter(({ start }) => start === 'existing')
    .map(({ id, tokens }) => ({ validator: id, power: powerOf(tokens, instance.provider.powerReduction) }))
    .filter(({ power }) => power > 0)
    .toSorted((a, b) => compareIds(a.validator, b.validator));
  const bonded = strongest(candidates, instance.provider.maxValidators);
  return nextValidatorSet(instance, consumer)(bonded);
}

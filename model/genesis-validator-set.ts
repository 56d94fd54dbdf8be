/**
 * The validator set that a consumer launches with: what the power-shaping function of the provider yields on the
 * provider's own genesis. It is the start of three things that must agree: the provider's record of the consumer, the
 * consumer's own set, and what observers believe.
 *
 * Spec: protocol of launch, x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis (next set against an empty
 * previous one); only active validators qualify, since no consumer here allows inactive ones.
 */
import type { ConsumerInstance, Instance } from './instance.ts';
import { nextValidatorSet } from './provider/next-validator-set.ts';
import { providerGenesis } from './provider/provider-genesis.ts';
import { providerParameters } from './provider/provider-parameters.ts';
import { bondedPowers } from './provider/validator-power.ts';
import type { StoredValidator } from './vocabulary.ts';

/** Sorted by validator; powers > 0, in units of `powerReduction` tokens; keys as assigned before launch. */
export function genesisValidatorSet(
  instance: Instance,
  consumer: ConsumerInstance,
): readonly StoredValidator[] {
  const { validators } = providerGenesis(instance, providerParameters(instance));
  return nextValidatorSet(instance, consumer)(bondedPowers(validators));
}

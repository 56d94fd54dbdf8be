/**
 * The validator set that a consumer launches with: what the power-shaping function of the provider yields on the
 * provider's own genesis. It is the start of three things that must agree: the provider's record of the consumer, the
 * consumer's own set, and what observers believe.
 *
 * Spec: protocol of launch, x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis (next set against an empty
 * previous one); only active validators qualify, since no consumer here allows inactive ones.
 */
import type { ConsumerInstance, Instance } from './instance.ts';
import type { StoredValidator } from './vocabulary.ts';

/** Sorted by validator; powers > 0, in units of `powerReduction` tokens; keys as assigned before launch. */
export function genesisValidatorSet(
  instance: Instance,
  consumer: ConsumerInstance,
): readonly StoredValidator[] {
  const { maxValidators, maxProviderConsensusValidators, powerReduction } = instance.provider;
  const active = instance.validators
    .filter((validator) => validator.start === 'existing' && validator.tokens >= powerReduction)
    .toSorted((a, b) => b.tokens - a.tokens || (a.id < b.id ? -1 : 1))
    .slice(0, Math.min(maxValidators, maxProviderConsensusValidators));
  return active
    .filter(({ id }) => consumer.optedIn === undefined || consumer.optedIn.includes(id))
    .map(({ id, tokens }) => ({
      validator: id,
      key: consumer.assignedKeys[id] ?? id,
      power: Math.floor(tokens / powerReduction),
    }))
    .toSorted((a, b) => (a.validator < b.validator ? -1 : 1));
}

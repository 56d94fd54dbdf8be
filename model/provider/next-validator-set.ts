/**
 * Which validators a consumer should have, given the bonded validators of the provider: the active ones that opted in
 * before the run, each under its key. Where the consumer's set is shaped, who is in it and with which power has been
 * decided before (model/shaping/) and only the keys are left to be added.
 *
 * Bonded validators are cut to the active ones by power and id; the code sorts by tokens here, which differs only
 * between validators of equal power around the last active place.
 * Spec: x/ccv/provider/keeper/validator_set_update.go ComputeNextValidators, CreateConsumerValidator.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { isShaped } from '../shaping/shaping-parameters.ts';
import type { ConsumerKey, ShapedValidator, StoredValidator, ValidatorId } from '../vocabulary.ts';
import { strongest } from './validator-power.ts';

/** Next set of the consumer from the bonded validators with their powers, both sorted by validator. */
export type NextValidatorSet = (bonded: readonly ShapedValidator[]) => readonly StoredValidator[];

export function nextValidatorSet(instance: Instance, consumer: ConsumerInstance): NextValidatorSet {
  const optedIn = consumer.optedIn === undefined ? undefined : new Set(consumer.optedIn);
  const assignedKey = consumerKeyOf(consumer);
  const keyed = ({ validator, power, key }: ShapedValidator): StoredValidator => ({
    validator,
    key: key ?? assignedKey(validator),
    power,
  });
  if (isShaped(consumer)) return (members) => members.map(keyed);
  return (bonded) =>
    strongest(bonded, instance.provider.maxProviderConsensusValidators)
      .filter(({ validator }) => optedIn?.has(validator) ?? true)
      .map(keyed);
}

/** The key that a validator uses on the consumer: the assigned one, else that of the provider (its id). */
function consumerKeyOf(consumer: ConsumerInstance): (validator: ValidatorId) => ConsumerKey {
  const assigned = new Map(Object.entries(consumer.assignedKeys));
  return (validator) => assigned.get(validator) ?? validator;
}

/**
 * Who stands behind a key of the consumer; a key that nobody was assigned is taken for that of the provider, whether
 * or not such a validator exists. Spec: x/ccv/provider/keeper/key_assignment.go GetProviderAddrFromConsumerAddr.
 */
export function ownerOf(consumer: ConsumerInstance): (key: ConsumerKey) => ValidatorId {
  const owners = new Map(Object.entries(consumer.assignedKeys).map(([validator, key]) => [key, validator]));
  return (key) => owners.get(key) ?? key;
}

/**
 * Target(c): the set that the provider owes a consumer, computed here from the provider's validators alone, so that it
 * can be held against what the machines computed. Powers are those of the last staking EndBlock; only validators of the
 * provider's own consensus qualify (no consumer of this model admits inactive ones), of these the opted-in ones.
 * Spec: x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet, power_shaping.go ComputeNextValidators.
 */
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { KeyPower, ProviderValidator, ValidatorPower } from '../model/vocabulary.ts';
import { keyOn } from './key-powers.ts';

type Target = (validators: readonly ProviderValidator[]) => readonly KeyPower[];

const targets = new WeakMap<Instance, Map<string, Target>>();

/**
 * The set owed for a provider's validators. Answers are remembered for as long as the array is in use, for all
 * properties of an instance together.
 */
export function targetSet(instance: Instance, consumer: ConsumerInstance): Target {
  const made = targets.get(instance) ?? new Map<string, Target>();
  targets.set(instance, made);
  const target = made.get(consumer.id) ?? rememberingTarget(instance, consumer);
  made.set(consumer.id, target);
  return target;
}

function rememberingTarget(instance: Instance, consumer: ConsumerInstance): Target {
  const shape = targetOfBonded(instance, consumer);
  const answers = new WeakMap<readonly ProviderValidator[], readonly KeyPower[]>();
  return (validators) => {
    const known = answers.get(validators);
    if (known !== undefined) return known;
    const answer = shape(bondedOf(validators));
    answers.set(validators, answer);
    return answer;
  };
}

/** The set owed for a list of bonded validators, given in any order. Sorted by key. */
export function targetOfBonded(
  { provider }: Instance,
  consumer: ConsumerInstance,
): (bonded: readonly ValidatorPower[]) => readonly KeyPower[] {
  const slots = provider.maxProviderConsensusValidators;
  const optedIn = consumer.optedIn === undefined ? undefined : new Set(consumer.optedIn);
  return (bonded) => {
    const active = bonded.length <= slots ? bonded : bonded.toSorted(byPower).slice(0, slots);
    return active
      .filter(({ validator }) => optedIn?.has(validator) ?? true)
      .map(({ validator, power }): KeyPower => ({ key: keyOn(consumer, validator), power }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  };
}

const bondedLists = new WeakMap<readonly ProviderValidator[], readonly ValidatorPower[]>();

/** Validators with power after the last staking EndBlock. */
export function bondedOf(validators: readonly ProviderValidator[]): readonly ValidatorPower[] {
  const known = bondedLists.get(validators);
  if (known !== undefined) return known;
  const bonded: ValidatorPower[] = [];
  for (const { id, lastPower } of validators)
    if (lastPower > 0) bonded.push({ validator: id, power: lastPower });
  bondedLists.set(validators, bonded);
  return bonded;
}

function byPower(a: ValidatorPower, b: ValidatorPower): number {
  return b.power - a.power || (a.validator < b.validator ? -1 : 1);
}

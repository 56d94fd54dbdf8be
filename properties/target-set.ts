/**
 * Target(c): the set that the provider owes a consumer, computed here from the provider's validators, so that it can be
 * held against what the machines computed. Powers are those of the last staking EndBlock. Where the set is shaped, who
 * is in it depends on what the provider keeps of that too; elsewhere the opted-in ones among the active validators are.
 * Where validators may change their keys, those that they use come from what the provider keeps of these.
 * Spec: x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet, power_shaping.go ComputeNextValidators.
 */
import { keysOf, shapingOf } from '../model/component-ids.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import type {
  KeyPower,
  KeysContext,
  ProviderValidator,
  ShapedValidator,
  ShapingContext,
  StakedValidator,
  ValidatorPower,
} from '../model/vocabulary.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { keyOn } from './key-powers.ts';
import { currentKey } from './keys-of.ts';
import { shapedMembers } from './shaped-set.ts';

export interface Target {
  /** The components on which it depends besides the provider. */
  readonly stages: readonly string[];
  /** The set owed for the provider's validators, given the snapshots of `stages`. Sorted by key. */
  readonly owed: (
    validators: readonly ProviderValidator[],
    stages: readonly LocalSnapshot[],
  ) => readonly KeyPower[];
}

const targets = new WeakMap<Instance, Map<string, Target>>();

/**
 * What is owed to a consumer. Answers are remembered for as long as the array of validators is in use, for all
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
  if (hasKeys(consumer)) return keyedTarget(instance, consumer);
  if (isShaped(consumer)) return shapedTarget(instance, consumer);
  const shape = targetOfBonded(instance, consumer);
  const answers = new WeakMap<readonly ProviderValidator[], readonly KeyPower[]>();
  return {
    stages: [],
    owed: (validators) => {
      const known = answers.get(validators);
      if (known !== undefined) return known;
      const answer = shape(bondedOf(validators));
      answers.set(validators, answer);
      return answer;
    },
  };
}

function shapedTarget({ provider }: Instance, consumer: ConsumerInstance): Target {
  const slots = provider.maxProviderConsensusValidators;
  const answers = new WeakMap<ShapingContext, WeakMap<readonly ProviderValidator[], readonly KeyPower[]>>();
  return {
    stages: [shapingOf(consumer.id)],
    owed: (validators, [shaping]) => {
      const context = shaping?.context as ShapingContext;
      const known = answers.get(context)?.get(validators);
      if (known !== undefined) return known;
      const answer = underKeys(consumer, shapedMembers(context, bondedOf(validators), slots));
      const forContext = answers.get(context) ?? new WeakMap();
      answers.set(context, forContext);
      forContext.set(validators, answer);
      return answer;
    },
  };
}

function keyedTarget(instance: Instance, consumer: ConsumerInstance): Target {
  const { id } = consumer;
  const slots = instance.provider.maxProviderConsensusValidators;
  const underAssigned = (
    members: readonly ValidatorPower[],
    keys: LocalSnapshot | undefined,
  ): readonly KeyPower[] => {
    const { context } = keys as LocalSnapshot<KeysContext>;
    return underKeys(
      consumer,
      members.map((member) => ({ ...member, key: currentKey(context, member.validator) })),
    );
  };
  if (isShaped(consumer)) {
    return {
      stages: [shapingOf(id), keysOf(id)],
      owed: (validators, [shaping, keys]) => {
        const context = shaping?.context as ShapingContext;
        return underAssigned(shapedMembers(context, bondedOf(validators), slots), keys);
      },
    };
  }
  const members = membersOfBonded(instance, consumer);
  return {
    stages: [keysOf(id)],
    owed: (validators, [keys]) => underAssigned(members(bondedOf(validators)), keys),
  };
}

/**
 * The set owed for a list of bonded validators, given in any order; for a list of members where the set has been shaped
 * before. Sorted by key.
 */
export function targetOfBonded(
  instance: Instance,
  consumer: ConsumerInstance,
): (bonded: readonly ShapedValidator[]) => readonly KeyPower[] {
  if (isShaped(consumer)) return (members) => underKeys(consumer, members);
  const members = membersOfBonded(instance, consumer);
  return (bonded) => underKeys(consumer, members(bonded));
}

/** Who is in a set that is not shaped, of bonded validators in any order. */
export function membersOfBonded(
  { provider }: Pick<Instance, 'provider'>,
  { optedIn }: Pick<ConsumerInstance, 'optedIn'>,
): <Member extends ValidatorPower>(bonded: readonly Member[]) => readonly Member[] {
  const slots = provider.maxProviderConsensusValidators;
  const volunteers = optedIn === undefined ? undefined : new Set(optedIn);
  return (bonded) => {
    const active = bonded.length <= slots ? bonded : bonded.toSorted(byPower).slice(0, slots);
    return active.filter(({ validator }) => volunteers?.has(validator) ?? true);
  };
}

/** Under the keys that are said, else those of the instance. */
function underKeys(consumer: ConsumerInstance, members: readonly ShapedValidator[]): readonly KeyPower[] {
  return members
    .map(({ validator, power, key }): KeyPower => ({ key: key ?? keyOn(consumer, validator), power }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const bondedLists = new WeakMap<readonly ProviderValidator[], readonly StakedValidator[]>();

/** Validators with power after the last staking EndBlock, with the tokens that they have now. */
export function bondedOf(validators: readonly ProviderValidator[]): readonly StakedValidator[] {
  const known = bondedLists.get(validators);
  if (known !== undefined) return known;
  const bonded: StakedValidator[] = [];
  for (const { id, lastPower, tokens } of validators)
    if (lastPower > 0) bonded.push({ validator: id, power: lastPower, tokens });
  bondedLists.set(validators, bonded);
  return bonded;
}

function byPower(a: ValidatorPower, b: ValidatorPower): number {
  return b.power - a.power || (a.validator < b.validator ? -1 : 1);
}

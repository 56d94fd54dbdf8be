/** What users, relayers, governance and strangers may do about rewards. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { channelOf, consumerOf } from '../component-ids.ts';
import type { BudgetName, Instance } from '../instance.ts';
import { hasRewards, providerRewardsOf, type ConsumerWithRewards } from '../rewards/has-rewards.ts';
import type {
  AllocationContext,
  ChannelContext,
  ConsumerId,
  Denom,
  RewardChoice,
  TransfersContext,
} from '../vocabulary.ts';
import { isOwned } from '../lifecycle.ts';
import { environmentEvent } from './environment-events.ts';
import { weightsFor } from './weights.ts';

type MakeChoice = (event: RewardChoice, cost?: BudgetName, requires?: readonly Requirement[]) => Choice;

function choicesOf(instance: Instance): MakeChoice {
  const weights = weightsFor(instance).rewards;
  return (event, cost, requires) => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    ...(cost === undefined ? {} : { cost: { [cost]: 1 } }),
    ...(requires === undefined ? {} : { requires }),
  });
}

/** At the reward accounts of a consumer, while it runs. */
export function rewardsChoices(instance: Instance, { id, rewards }: ConsumerWithRewards): readonly Choice[] {
  const choice = choicesOf(instance);
  const running: Requirement = {
    component: consumerOf(id),
    name: `${id} runs`,
    holds: ({ value }: LocalSnapshot) => value === 'running',
  };
  return rewards.fees.map(({ denom, amount }) =>
    choice({ type: 'payFees', denom, amount }, 'feePayments', [running]),
  );
}

interface ChoicesForPlace {
  readonly relay: readonly Choice[];
  readonly bringError: Choice;
}

/** At the transfer channel of a consumer: any transfer in flight, by its place in the list. */
export function transferChoices(
  instance: Instance,
  { id }: ConsumerWithRewards,
): (snapshot: LocalSnapshot<TransfersContext>) => readonly Choice[] {
  const choice = choicesOf(instance);
  const toProvider = [clientIsActive(id, 'consumerClientExpiresIn')];
  const toConsumer = [clientIsActive(id, 'providerClientExpiresIn')];
  const made: ChoicesForPlace[] = [];
  const at = (index: number): ChoicesForPlace => {
    const known = (made[index] ??= {
      relay: [
        choice({ type: 'relayTransfer', index }, undefined, toProvider),
        choice({ type: 'relayRefusedTransfer', index }, 'refusedTransfers', toProvider),
        choice({ type: 'timeoutTransfer', index }, undefined, toConsumer),
      ],
      bringError: choice({ type: 'relayTransferError', index }, undefined, toConsumer),
    });
    return known;
  };
  return ({ context: { inFlight, refused } }) => [
    ...inFlight.flatMap((_, index) => at(index).relay),
    ...refused.map((_, index) => at(index).bringError),
  ];
}

/** At what is owed for a consumer: its owner, where nobody is asked who that is, may turn to any list but the one it has. */
export function allocationChoices(
  instance: Instance,
  consumer: ConsumerWithRewards,
): (snapshot: LocalSnapshot<AllocationContext>) => readonly Choice[] {
  const choice = choicesOf(instance);
  const { allowlistedDenoms, allowlistAlternatives } = consumer.rewards;
  if (allowlistAlternatives.length === 0 || isOwned(consumer)) return () => [];
  const lists = [allowlistedDenoms, ...allowlistAlternatives].map((list) => list.toSorted());
  const made = lists.map((denoms) => ({
    text: denoms.join(),
    choice: choice({ type: 'allowDenoms', denoms }, 'allowlistChanges'),
  }));
  return ({ context: { allowlist } }) =>
    made.filter(({ text }) => text !== allowlist.join()).map((each) => each.choice);
}

/** At the reward pool. */
export function rewardPoolChoices(instance: Instance): readonly Choice[] {
  const choice = choicesOf(instance);
  return [
    ...knownDenoms(instance).flatMap((denom) => [
      choice({ type: 'addRewardDenom', denom }, 'rewardDenomChanges'),
      choice({ type: 'removeRewardDenom', denom }, 'rewardDenomChanges'),
    ]),
    ...providerRewardsOf(instance).foreignPayments.map(({ denom, amount, consumer = '' }) =>
      choice({ type: 'payIntoPool', denom, amount, consumer }, 'foreignPayments'),
    ),
  ];
}

/** Every denomination in which some consumer collects fees. */
function knownDenoms(instance: Instance): readonly Denom[] {
  const denoms = instance.consumers
    .filter(hasRewards)
    .flatMap(({ rewards }) => rewards.fees.map(({ denom }) => denom));
  return [...new Set(denoms)].sort();
}

type Client = 'consumerClientExpiresIn' | 'providerClientExpiresIn';

/** Nothing can be proved against a client that has expired. */
function clientIsActive(consumer: ConsumerId, client: Client): Requirement {
  const where =
    client === 'consumerClientExpiresIn' ? `provider's client of ${consumer}` : `client on ${consumer}`;
  return {
    component: channelOf(consumer),
    name: `the ${where} has not expired`,
    holds: ({ context }: LocalSnapshot<ChannelContext>) => context[client] > 0,
  };
}

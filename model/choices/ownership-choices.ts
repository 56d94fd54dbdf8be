/**
 * What may be asked for about a consumer whose owner is known. Owner and others ask for the same: who owns the consumer is
 * for the machine to know.
 */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { provider } from '../component-ids.ts';
import { hasPenaltyUpdates } from '../equivocation-scope.ts';
import type { BudgetName, Instance } from '../instance.ts';
import type { OwnedConsumer } from '../lifecycle.ts';
import { isShaped } from '../shaping/shaping-parameters.ts';
import type { ConsumerOwner, OwnershipChoice } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { weightsFor } from './weights.ts';

const providerRuns: Requirement = {
  component: provider,
  name: 'the provider produces blocks',
  holds: ({ value }: LocalSnapshot) => value !== 'halted',
};

/** Class of the requests to remove a consumer that one party signs. */
export const removalBy = (signer: ConsumerOwner): string => `requestRemoval by ${signer}`;

export function ownershipChoices(instance: Instance, consumer: OwnedConsumer): readonly Choice[] {
  const { lifecycle, infractionUpdates, rewards } = consumer;
  const weights = weightsFor(instance).ownership;
  const choice = (event: OwnershipChoice, cost: BudgetName = 'lifecycleActions'): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    ...(event.type === 'requestRemoval' ? { eventClass: removalBy(event.by) } : {}),
    cost: { [cost]: 1 },
    requires: [providerRuns],
  });
  // The first are those of the launch, to which the owner may return.
  const penalties = hasPenaltyUpdates(instance, consumer) ? [undefined, ...infractionUpdates] : [];
  const { allowlistedDenoms = [], allowlistAlternatives = [] } = rewards ?? {};
  const lists = allowlistAlternatives.length === 0 ? [] : [allowlistedDenoms, ...allowlistAlternatives];
  return (['account', 'governance'] as const).flatMap((by) => [
    ...lifecycle.spawnSeconds.map((seconds) => choice({ type: 'requestLaunch', seconds, by })),
    choice({ type: 'withdrawLaunch', by }),
    choice({ type: 'requestRemoval', by }),
    ...penalties.map((_, position) =>
      choice({ type: 'requestPenalties', choice: position, by }, 'infractionUpdates'),
    ),
    ...lists.map((list) =>
      choice({ type: 'requestDenoms', denoms: list.toSorted(), by }, 'allowlistChanges'),
    ),
    // Elsewhere it is a part of the update of its shaping.
    ...(isShaped(consumer)
      ? []
      : [choice({ type: 'handOver', by, to: by === 'account' ? 'governance' : 'account' })]),
  ]);
}

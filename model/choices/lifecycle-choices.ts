/** What the owner of a consumer may do with it on the provider. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { channelOf, provider } from '../component-ids.ts';
import type { BudgetName, ConsumerInstance, Instance } from '../instance.ts';
import type { ChannelEnds, ConsumerId, ConsumerRecordChoice } from '../vocabulary.ts';
import { isOwned } from '../lifecycle.ts';
import { environmentEvent } from './environment-events.ts';
import { weightsFor } from './weights.ts';

const providerRuns: Requirement = {
  component: provider,
  name: 'the provider produces blocks',
  holds: ({ value }: LocalSnapshot) => value !== 'halted',
};

/** The end of the channel on the provider has been opened. */
function isConfirmed(consumer: ConsumerId): Requirement {
  return {
    component: channelOf(consumer),
    name: `the channel of ${consumer} has been opened`,
    holds: ({ value }: LocalSnapshot) => {
      const { providerEnd } = value as unknown as ChannelEnds;
      return providerEnd === 'open' || providerEnd === 'closed';
    },
  };
}

/** Every record of a consumer that goes through its life cycle has these choices. */
export function lifecycleChoices(instance: Instance, consumer: ConsumerInstance): readonly Choice[] {
  const { id, lifecycle } = consumer;
  const weights = weightsFor(instance).record;
  const choice = (
    event: ConsumerRecordChoice,
    cost: BudgetName = 'lifecycleActions',
    requires: readonly Requirement[] = [],
  ): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    cost: { [cost]: 1 },
    requires: [providerRuns, ...requires],
  });
  const further = [
    // Of two over the same client, the one that is confirmed first is what is called the channel here.
    choice({ type: 'confirmAnotherChannel', client: 'own' }, 'secondChannels', [isConfirmed(id)]),
    choice({ type: 'confirmAnotherChannel', client: 'foreign' }, 'secondChannels'),
  ];
  // Where the owner is known, it is asked there who signed.
  const ofOwner = isOwned(consumer)
    ? []
    : [
        ...(lifecycle?.spawnSeconds ?? []).map((seconds) => choice({ type: 'scheduleLaunch', seconds })),
        choice({ type: 'unscheduleLaunch' }),
        choice({ type: 'removeConsumer' }),
      ];
  return [...ofOwner, ...(instance.budgets.secondChannels === 0 ? [] : further)];
}

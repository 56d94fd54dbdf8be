/** What the owner of a consumer may do with it on the provider. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { provider } from '../component-ids.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import type { ConsumerRecordChoice } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { weightsFor } from './weights.ts';

const providerRuns: Requirement = {
  component: provider,
  name: 'the provider produces blocks',
  holds: ({ value }: LocalSnapshot) => value !== 'halted',
};

/** Every record of a consumer that goes through its life cycle has these choices. */
export function lifecycleChoices(
  instance: Instance,
  { spawnSeconds }: NonNullable<ConsumerInstance['lifecycle']>,
): readonly Choice[] {
  const weights = weightsFor(instance).record;
  const choice = (event: ConsumerRecordChoice): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    cost: { lifecycleActions: 1 },
    requires: [providerRuns],
  });
  return [
    ...spawnSeconds.map((seconds) => choice({ type: 'scheduleLaunch', seconds })),
    choice({ type: 'unscheduleLaunch' }),
    choice({ type: 'removeConsumer' }),
  ];
}

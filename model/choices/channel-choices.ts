/** What relayers and governance may do at a channel: always the same events, of which the machine refuses most. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import type { BudgetName, ConsumerInstance, Instance } from '../instance.ts';
import { consumerOf } from '../component-ids.ts';
import type { ChannelChoice, ConsumerId } from '../vocabulary.ts';
import { featuresOf, reportsMaturity } from '../vsc-age.ts';
import { environmentEvent } from './environment-events.ts';
import { slashQueueHasRoom } from './slash-queue-requirement.ts';
import { weightsFor } from './weights.ts';

const opening = ['openInit', 'openTry', 'openAck', 'openConfirm'] as const;

function isConsumer(id: ConsumerId): Requirement {
  return {
    component: consumerOf(id),
    name: `${id} has changed over`,
    holds: ({ value }: LocalSnapshot) => value !== 'unlaunched',
  };
}

/** Every channel of a system has these choices; steps of the handshake are among them where it starts unopened. */
export function channelChoices(
  instance: Instance,
  consumer: Pick<ConsumerInstance, 'id' | 'channelOpen' | 'sendsVscMatured' | 'standalone'>,
): readonly Choice[] {
  const weights = weightsFor(instance).channel;
  const choice = (type: ChannelChoice['type'], cost?: BudgetName): Choice => {
    const event: ChannelChoice = environmentEvent({ type });
    return {
      event,
      weight: weights[type],
      ...(cost === undefined ? {} : { cost: { [cost]: 1 } }),
      // A chain that is there already has nobody to open a channel before it changes over.
      ...(type === 'openInit' && consumer.standalone !== undefined
        ? { requires: [isConsumer(consumer.id)] }
        : {}),
    };
  };
  const requires = featuresOf(instance).throttleByQueue ? [slashQueueHasRoom(instance, consumer.id)] : [];
  const toProvider = (type: ChannelChoice['type']): Choice =>
    requires.length === 0 ? choice(type) : { ...choice(type), requires };
  return [
    ...(consumer.channelOpen ? [] : opening.map((type) => choice(type))),
    choice('relayVsc'),
    toProvider('relaySlash'),
    choice('relaySlashAck'),
    ...(reportsMaturity(instance, consumer) ? [toProvider('relayMatured')] : []),
    choice('relayVscError'),
    choice('timeoutVsc'),
    choice('timeoutSlash'),
    choice('relayClose'),
    choice('updateClientOnProvider'),
    choice('updateClientOnConsumer'),
    choice('recoverClientOnProvider', 'clientRecoveries'),
    choice('recoverClientOnConsumer', 'clientRecoveries'),
  ];
}

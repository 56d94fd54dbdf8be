/** What relayers and governance may do at a channel: always the same ten events, of which the machine refuses most. */
import type { Choice } from '../../src/system/vocabulary.ts';
import type { BudgetName, Instance } from '../instance.ts';
import type { ChannelChoice } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { weightsFor } from './weights.ts';

/** Every channel of a system has these choices. */
export function channelChoices(instance: Pick<Instance, 'skipQuietBlocks'>): readonly Choice[] {
  const weights = weightsFor(instance).channel;
  const choice = (type: ChannelChoice['type'], cost?: BudgetName): Choice => {
    const event: ChannelChoice = environmentEvent({ type });
    return { event, weight: weights[type], ...(cost === undefined ? {} : { cost: { [cost]: 1 } }) };
  };
  return [
    choice('relayVsc'),
    choice('relaySlash'),
    choice('relaySlashAck'),
    choice('timeoutVsc'),
    choice('timeoutSlash'),
    choice('relayClose'),
    choice('updateClientOnProvider'),
    choice('updateClientOnConsumer'),
    choice('recoverClientOnProvider', 'clientRecoveries'),
    choice('recoverClientOnConsumer', 'clientRecoveries'),
  ];
}

/** What relayers and governance may do at a channel: always the same ten events, of which the machine refuses most. */
import type { Choice } from '../../src/system/vocabulary.ts';
import type { BudgetName } from '../instance.ts';
import type { ChannelChoice } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { weights } from './weights.ts';

const recovery: Readonly<Partial<Record<BudgetName, number>>> = { clientRecoveries: 1 };

function choice(type: ChannelChoice['type'], cost?: Choice['cost']): Choice {
  const event: ChannelChoice = environmentEvent({ type });
  return { event, weight: weights.channel[type], ...(cost === undefined ? {} : { cost }) };
}

/** Every channel has the same choices; they are the same objects. */
export const channelChoices: readonly Choice[] = [
  choice('relayVsc'),
  choice('relaySlash'),
  choice('relaySlashAck'),
  choice('timeoutVsc'),
  choice('timeoutSlash'),
  choice('relayClose'),
  choice('updateClientOnProvider'),
  choice('updateClientOnConsumer'),
  choice('recoverClientOnProvider', recovery),
  choice('recoverClientOnConsumer', recovery),
];

/**
 * What maturity packets add to the channel (consumers before v6.4): they travel in one ordered stream with slash packets.
 * Their acknowledgements change nothing on the consumer and are not steps.
 */
import { and } from 'xstate';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { reportsMaturity } from '../vsc-age.ts';

const openConsumerEnd = {
  sendMatured: [
    {
      description: "Maturity packets leave, with a timeout counted from the consumer's present time.",
      meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets; ICS-04 sendPacket' },
      guard: 'providerClientActive',
      actions: ['putMaturedInFlight', 'answerMaturedSent'],
    },
    {
      description: "The client of the provider has expired: the packets stay in the consumer's queue.",
      meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (ErrClientNotActive)' },
      actions: ['answerMaturedKept'],
    },
  ],
} as const;

const closedConsumerEnd = {
  sendMatured: {
    description: "A closed end sends nothing: the packets stay in the consumer's queue for ever.",
    meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (any other send error)' },
    actions: ['answerMaturedKept'],
  },
} as const;

const relaying = {
  relayMatured: {
    description: 'A relayer delivers the oldest packet of the consumer, which reports a maturity.',
    meta: { spec: 'ICS-04 recvPacket; x/ccv/provider/ibc_module.go OnRecvPacket' },
    guard: and(['maturedInFlight', 'headSlashHasNotTimedOut', 'consumerClientActive']),
    actions: ['updateConsumerClient', 'deliverMatured', 'takeSlash'],
  },
} as const;

/** Parts of the machine's configuration; empty ones where nothing matures. */
export function channelMaturity(instance: Instance, consumer: ConsumerInstance) {
  const matures = reportsMaturity(instance, consumer);
  return {
    openProviderEnd: matures ? relaying : {},
    openConsumerEnd: matures ? openConsumerEnd : {},
    closedConsumerEnd: matures ? closedConsumerEnd : {},
  };
}

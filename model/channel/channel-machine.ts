/**
 * The CCV channel between the provider and one consumer: an ordered IBC channel with both of its ends, the packets and
 * acknowledgements in flight, the light clients that the two chains have of each other, and the drift of their clocks.
 *
 * What is abstracted, and why that is sound
 * - A proof is "it was sent" (or "it was not received, and the time is over"). Relaying includes the client update that
 *   the proof needs. The header's time is taken to be that of the block in progress: at most one block optimistic.
 * - Success acknowledgements of VSC packets change nothing on either chain and are not steps.
 * - A sender compares its timeout with the receiver's newest *known* header; since periods exceed any drift (which is asked of
 *   every instance), that check never refuses anything and is left out. So is the refusal of headers from more than MaxClockDrift ahead: the
 *   instance bounds the drift itself.
 * - An instance may say that nothing expires (`channelExpiry: "never"`): then packets never time out and clients never
 *   expire, however long relayers take. That is a world of its own (very long periods), not a shorter way to the same one.
 *   So is one where only packets time out (`"packetsOnly"`), whose clocks may drift as far apart as they like.
 * - Rewards go over another channel of the same connection (model/rewards/transfers-machine.ts). This machine has the clients
 *   and clocks that they need, so it passes them on.
 * - Clients never freeze: whoever proves a light-client attack to the provider's CCV module (model/evidence/) does not hand
 *   the same headers in as misbehaviour of the client, which would stop the relation until governance recovers it.
 *
 * What closing does
 * - Ordered means: when a VSC has timed out (or meets a closed end), nothing behind it can ever be delivered, and
 *   timing those out too changes nothing more. So `timeoutVsc` clears the whole direction; so does `timeoutSlash`.
 * - VSCs in flight towards an end that closed stay, because proving that they cannot arrive is what stops the consumer,
 *   even after the provider's own end was closed by `relayClose`.
 * - A consumer with a closed end processes no acknowledgements: those on their way are dropped. It has no slash packet
 *   in flight then: it sends one at a time, and the end closes on an error acknowledgement of that one, on its timeout,
 *   or after the provider's end, which would not receive it. (A faulty consumer that sends several loses the rest.)
 * - When both ends are closed and no VSC waits to be timed out, no clock matters any more: all are put
 *   at rest when time passes.
 */
import { and, not, or } from 'xstate';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { hasRewards } from '../rewards/has-rewards.ts';
import { channelMaturity } from './channel-maturity.ts';
import { channelSetup, initialChannelContext } from './channel-setup.ts';
import { startsLaunched } from '../lifecycle.ts';
import { featuresOf } from '../vsc-age.ts';
import { consumerHandshake, clockOfNobody, providerHandshake } from './handshake.ts';
import { disowningClosedEnd, disowningOpenEnd, haltOfConsumer, orphanedEnd } from './endings.ts';

/** Depends on the consumer's parameters, not on its id: channels of equal consumers are equal machines. */
export function createChannelMachine(instance: Instance, consumer: ConsumerInstance) {
  const start = consumer.channelOpen ? 'open' : startsLaunched(consumer) ? 'none' : 'unlaunched';
  const isDeletable = consumer.lifecycle !== undefined || !featuresOf(instance).delayedRemoval;
  const maturity = channelMaturity(instance, consumer);
  return channelSetup(instance, consumer).createMachine({
    id: 'channel',
    description:
      'The ordered CCV channel of one consumer, with packets in flight, light clients and clock drift.',
    meta: { spec: 'ICS-04 ordered channel; ICS-28 CCV channel' },
    type: 'parallel',
    context: initialChannelContext(instance, consumer),
    on: {
      providerTimePassed: [
        ...(startsLaunched(consumer) ? [] : [clockOfNobody]),
        {
          description: 'The channel is over: its clocks are kept no longer and rest at fixed values.',
          meta: { spec: 'none: keeps the state space finite' },
          guard: and(['providerEndClosed', 'consumerEndClosed', not('vscInFlight')]),
          actions: ['putClocksAtRest'],
        },
        {
          description:
            'A provider block was committed and the next one began: slash packets come closer to their timeout, the client of the consumer to its expiry, and acknowledgements written before can be proved.',
          meta: { spec: "ICS-07 client expiry; ICS-04 timeouts on the receiver's clock" },
          actions: ['passProviderTime', 'commitSlashAcks'],
        },
      ],
      consumerTimePassed: [
        {
          description: 'The channel is over: its clocks are kept no longer and rest at fixed values.',
          meta: { spec: 'none: keeps the state space finite' },
          guard: and(['providerEndClosed', 'consumerEndClosed', not('vscInFlight')]),
          actions: ['putClocksAtRest'],
        },
        {
          description:
            'A consumer block was committed and the next one began: VSC packets come closer to their timeout, the client of the provider to its expiry.',
          meta: { spec: "ICS-07 client expiry; ICS-04 timeouts on the receiver's clock" },
          actions: ['passConsumerTime', 'commitVscError'],
        },
      ],
      vscIdAdvanced: {
        description: 'The provider issued a VSC id: all references in flight are one id older.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
        actions: ['growReferencesOlder'],
      },
      ...(instance.budgets.consumerHalts === 0 && !hasRewards(consumer) ? {} : haltOfConsumer),
      updateClientOnProvider: {
        description: "A relayer submits the consumer's newest header to the provider.",
        meta: { spec: 'ICS-02 UpdateClient; ICS-07 checkValidityPredicate' },
        guard: and(['consumerClientActive', 'consumerHasNewerHeader']),
        actions: ['updateConsumerClient'],
      },
      updateClientOnConsumer: {
        description: "A relayer submits the provider's newest header to the consumer.",
        meta: { spec: 'ICS-02 UpdateClient; ICS-07 checkValidityPredicate' },
        guard: and(['consumerProducesBlocks', 'providerClientActive', 'providerHasNewerHeader']),
        actions: ['updateProviderClient'],
      },
      sendTransfers: [
        {
          description:
            'Rewards leave by the transfer channel, with the time that they have left on the other clock.',
          meta: {
            spec: 'ICS-20 sendFungibleTokens; x/ccv/consumer/keeper/distribution.go SendRewardsToProvider',
          },
          guard: 'providerClientActive',
          actions: ['passTransfersOn', 'answerTransfersSent'],
        },
        {
          description: 'The client of the provider has expired: nothing can be sent over this connection.',
          meta: { spec: 'ICS-04 sendPacket (client status)' },
          actions: ['answerTransfersKept'],
        },
      ],
      recoverClientOnProvider: {
        description:
          'Governance of the provider replaces its expired client of the consumer by an active substitute.',
        meta: { spec: 'ibc-go 02-client MsgRecoverClient' },
        guard: and([not('consumerClientActive'), 'consumerHasNewerHeader']),
        actions: ['updateConsumerClient'],
      },
      recoverClientOnConsumer: {
        description:
          'Governance of the consumer replaces its expired client of the provider by an active substitute.',
        meta: { spec: 'ibc-go 02-client MsgRecoverClient' },
        guard: and(['consumerProducesBlocks', not('providerClientActive'), 'providerHasNewerHeader']),
        actions: ['updateProviderClient'],
      },
    },
    states: {
      providerEnd: {
        description: 'The end on the provider.',
        meta: { spec: 'ICS-04 ChannelEnd; ICS-28 CCV-PCF' },
        initial: start,
        states: {
          ...(consumer.channelOpen ? {} : providerHandshake),
          open: {
            description: 'VSCs can be sent and slash packets received.',
            meta: { spec: 'ICS-04 OPEN' },
            on: {
              sendVscs: [
                {
                  description:
                    "All pending VSCs leave, with one timeout counted from the provider's present time.",
                  meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain; ICS-04 sendPacket' },
                  guard: 'consumerClientActive',
                  actions: ['putVscsInFlight', 'answerVscsSent'],
                },
                {
                  description:
                    'The client of the consumer has expired: nothing is sent, everything stays pending.',
                  meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (ErrClientNotActive)' },
                  actions: ['answerClientExpired'],
                },
              ],
              relaySlash: {
                description: 'A relayer delivers the oldest slash packet to the provider.',
                meta: { spec: 'ICS-04 recvPacket; x/ccv/provider/ibc_module.go OnRecvPacket' },
                guard: and(['slashInFlight', 'headSlashHasNotTimedOut', 'consumerClientActive']),
                actions: ['updateConsumerClient', 'deliverSlash', 'takeSlash'],
              },
              ...maturity.openProviderEnd,
              timeoutVsc: {
                description:
                  "A relayer proves that the oldest VSC timed out, or that the consumer's end is closed: the provider's end closes and the consumer is stopped.",
                meta: {
                  spec: 'ICS-04 timeoutPacket, timeoutOnClose; x/ccv/provider/keeper/relay.go OnTimeoutPacket',
                },
                guard: and([
                  'vscInFlight',
                  'consumerClientActive',
                  or(['headVscHasTimedOut', 'consumerEndClosed']),
                ]),
                target: 'closed',
                actions: ['updateConsumerClient', 'dropVscs', 'tellRecordOfTimeout'],
              },
              relayClose: {
                description:
                  "A relayer proves that the consumer's end is closed: the provider's end closes too.",
                meta: { spec: 'ICS-04 chanCloseConfirm; x/ccv/provider/ibc_module.go OnChanCloseConfirm' },
                guard: and(['consumerEndClosed', 'consumerClientActive']),
                target: 'closed',
                actions: ['updateConsumerClient', 'tellRecordOfClose'],
              },
              relayVscError: {
                description:
                  'A relayer proves that the consumer answered a VSC with an error; the end stays open (SC-18).',
                meta: {
                  spec: 'ICS-04 acknowledgePacket; x/ccv/provider/keeper/relay.go OnAcknowledgementPacket',
                },
                guard: and(['vscErrorIsProvable', 'consumerClientActive']),
                actions: ['updateConsumerClient', 'takeVscError', 'tellRecordOfError'],
              },
              ...(isDeletable ? disowningOpenEnd : {}),
            },
          },
          ...(isDeletable ? orphanedEnd : {}),
          closed: {
            description: 'Nothing is sent or received here any more; VSCs in flight can still be timed out.',
            meta: { spec: 'ICS-04 CLOSED' },
            on: {
              ...(isDeletable ? disowningClosedEnd : {}),
              sendVscs: {
                description:
                  'A closed end sends nothing; the state of the end is checked before that of the client.',
                meta: { spec: 'ICS-04 sendPacket; x/ccv/provider/keeper/relay.go SendVSCPacketsToChain' },
                actions: ['answerChannelClosed'],
              },
              timeoutVsc: {
                description:
                  'The end was closed because its counterparty was; a VSC then in flight is still proved undeliverable, which stops the consumer.',
                meta: { spec: 'ICS-04 timeoutOnClose; x/ccv/provider/keeper/relay.go OnTimeoutPacket' },
                guard: and([
                  'vscInFlight',
                  'consumerClientActive',
                  or(['headVscHasTimedOut', 'consumerEndClosed']),
                ]),
                actions: ['updateConsumerClient', 'dropVscs', 'tellRecordOfTimeout'],
              },
            },
          },
        },
      },
      consumerEnd: {
        description: 'The end on the consumer.',
        meta: { spec: 'ICS-04 ChannelEnd; ICS-28 CCV-CCF' },
        initial: start,
        states: {
          ...(consumer.channelOpen ? {} : consumerHandshake),
          open: {
            description: 'Slash packets can be sent, VSCs and acknowledgements received.',
            meta: { spec: 'ICS-04 OPEN' },
            on: {
              sendSlash: [
                {
                  description:
                    "A slash packet leaves, with its timeout counted from the consumer's present time.",
                  meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets; ICS-04 sendPacket' },
                  guard: 'providerClientActive',
                  actions: ['putSlashInFlight', 'answerSlashSent'],
                },
                {
                  description:
                    "The client of the provider has expired: the report stays in the consumer's queue.",
                  meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (ErrClientNotActive)' },
                  actions: ['answerSlashKept'],
                },
              ],
              ...maturity.openConsumerEnd,
              relayVsc: {
                description: 'A relayer delivers the oldest VSC to the consumer.',
                meta: { spec: 'ICS-04 recvPacket; x/ccv/consumer/ibc_module.go OnRecvPacket' },
                guard: and([
                  'consumerProducesBlocks',
                  'vscInFlight',
                  'headVscHasNotTimedOut',
                  'providerClientActive',
                ]),
                actions: ['updateProviderClient', 'deliverVsc', 'takeVsc'],
              },
              refuseVsc: {
                description: 'The consumer wrote an error as the acknowledgement of the VSC just received.',
                meta: { spec: 'ICS-04 writeAcknowledgement; x/ccv/consumer/ibc_module.go OnRecvPacket' },
                actions: ['putVscErrorInFlight'],
              },
              writeSlashAck: {
                description: 'The provider wrote the acknowledgement of the slash packet just received.',
                meta: { spec: 'ICS-04 writeAcknowledgement; x/ccv/provider/ibc_module.go OnRecvPacket' },
                actions: ['putSlashAckInFlight'],
              },
              relaySlashAck: {
                description:
                  'A relayer delivers the oldest acknowledgement to the consumer, once the provider block that wrote it is committed.',
                meta: {
                  spec: 'ICS-04 acknowledgePacket; x/ccv/consumer/ibc_module.go OnAcknowledgementPacket',
                },
                guard: and(['consumerProducesBlocks', 'headSlashAckIsCommitted', 'providerClientActive']),
                actions: ['updateProviderClient', 'deliverSlashAck', 'takeSlashAck'],
              },
              timeoutSlash: {
                description:
                  "A relayer proves that the oldest packet of the consumer timed out, or that the provider's end is closed: the consumer's end closes.",
                meta: {
                  spec: 'ICS-04 timeoutPacket, timeoutOnClose; x/ccv/consumer/ibc_module.go OnTimeoutPacket',
                },
                guard: and([
                  'consumerProducesBlocks',
                  or(['slashInFlight', 'maturedInFlight']),
                  'providerClientActive',
                  or(['headSlashHasTimedOut', 'providerEndClosed']),
                ]),
                target: 'closed',
                actions: ['updateProviderClient', 'dropSlashesAndAcks', 'tellConsumerOfTimeout'],
              },
              relayClose: {
                description:
                  "A relayer proves that the provider's end is closed: the consumer's end closes too.",
                meta: { spec: 'ICS-04 chanCloseConfirm; x/ccv/consumer/ibc_module.go OnChanCloseConfirm' },
                guard: and(['consumerProducesBlocks', 'providerEndClosed', 'providerClientActive']),
                target: 'closed',
                actions: ['updateProviderClient', 'dropSlashesAndAcks', 'tellConsumerOfClose'],
              },
              closeFromConsumer: {
                description: 'The consumer closes its end after an error acknowledgement.',
                meta: {
                  spec: 'ICS-04 chanCloseInit; x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket',
                },
                target: 'closed',
                actions: ['dropSlashesAndAcks'],
              },
            },
          },
          closed: {
            description: 'Nothing is sent or received here any more.',
            meta: { spec: 'ICS-04 CLOSED' },
            on: {
              ...maturity.closedConsumerEnd,
              sendSlash: {
                description: "A closed end sends nothing: the report stays in the consumer's queue for ever.",
                meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (any other send error)' },
                actions: ['answerSlashKept'],
              },
            },
          },
        },
      },
    },
  });
}

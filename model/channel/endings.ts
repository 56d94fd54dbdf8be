/**
 * What ends the use of a channel besides its closing, as parts of the channel's machine: the provider deletes the
 * consumer, or the consumer chain stops for good.
 */
import { and } from 'xstate';

/** Where the consumer can be deleted: what becomes of an open end of the provider. */
export const disowningOpenEnd = {
  consumerDeleted: [
    {
      description: 'The consumer is deleted: its end is closed.',
      meta: { spec: 'ICS-04 chanCloseInit; x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain' },
      guard: 'consumerClientActive',
      target: 'closed',
    },
    {
      description:
        'The consumer is deleted while its client has expired: the end cannot be closed and belongs to nobody.',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain (failure to close is logged)',
      },
      target: 'orphaned',
    },
  ],
} as const;

/** And of a closed one. */
export const disowningClosedEnd = {
  consumerDeleted: {
    description: 'The consumer is deleted; the end is closed already.',
    meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain' },
  },
} as const;

/** An end that was not closed with the deletion of the consumer. */
export const orphanedEnd = {
  orphaned: {
    description:
      'The end is not closed, yet of no consumer: whatever is delivered or timed out here makes the transaction fail.',
    meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket, OnTimeoutPacket (unknown channel)' },
    on: {
      relayClose: {
        description: "A relayer proves that the consumer's end is closed: this one closes too.",
        meta: { spec: 'ICS-04 chanCloseConfirm; x/ccv/provider/ibc_module.go OnChanCloseConfirm' },
        guard: and(['consumerEndClosed', 'consumerClientActive']),
        target: 'closed',
        actions: ['updateConsumerClient'],
      },
    },
  },
} as const;

/** Where a consumer chain may stop for good. */
export const haltOfConsumer = {
  consumerHalted: {
    description:
      'The consumer produces no further block: nothing can be delivered to it, and no new header comes.',
    meta: { spec: 'environment' },
    actions: ['rememberHalt'],
  },
} as const;

/**
 * How the CCV channel is opened, as parts of both regions of the channel's machine. It starts on the consumer (SC-16: the
 * specification's test of the client is inverted in its text). Before the launch of the consumer neither chain has a
 * light client of the other, so there is nothing that a channel could be opened over; opening the connection is left out.
 *
 * Opening is not establishing: the consumer knows its channel for certain from the first VSC on (SC-12).
 */
import { and } from 'xstate';

const clientsCreated = {
  description: 'The consumer is launched: each chain has a light client of the other, fresh from genesis.',
  meta: {
    spec: 'ICS-28 CCV-PCF-SPCCPROP, CCV-CCF-INITG; x/ccv/provider/keeper/consumer_lifecycle.go CreateConsumerClient',
  },
  target: 'none',
  actions: ['setClocks'],
} as const;

/** The provider's clock, as long as there is no other to compare it with. */
export const clockOfNobody = {
  description: 'The consumer is not launched: there is nothing yet for which its clock would matter.',
  meta: { spec: 'ADR-019' },
  guard: 'consumerUnlaunched',
} as const;

export const providerHandshake = {
  unlaunched: {
    description: 'The consumer is not launched.',
    meta: { spec: 'ADR-019' },
    on: { clientsCreated },
  },
  none: {
    description: 'There is no end on the provider yet.',
    meta: { spec: 'ICS-04 chanOpenTry' },
    on: {
      openTry: {
        description:
          'A relayer proves that the opening has begun on the consumer; the provider application decides.',
        meta: { spec: 'CCV-PCF-COTRY; x/ccv/provider/ibc_module.go OnChanOpenTry' },
        guard: and(['consumerEndInit', 'consumerClientActive']),
        actions: ['updateConsumerClient', 'askToTry'],
      },
      openingAccepted: {
        description: 'The provider takes part in the opening.',
        meta: { spec: 'ICS-04 TRYOPEN' },
        target: 'tryopen',
      },
      consumerDeleted: {
        description: 'The consumer is deleted: no channel can be opened any more.',
        meta: {
          spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain (DeleteConsumerClientId)',
        },
        target: 'orphaned',
      },
    },
  },
  tryopen: {
    description: 'The provider takes part in the opening and waits for its confirmation.',
    meta: { spec: 'ICS-04 TRYOPEN' },
    on: {
      openConfirm: {
        description:
          'A relayer proves that the end on the consumer is open; the provider application decides.',
        meta: { spec: 'CCV-PCF-COCONFIRM; x/ccv/provider/ibc_module.go OnChanOpenConfirm' },
        guard: and(['consumerEndOpen', 'consumerClientActive']),
        actions: ['updateConsumerClient', 'askToConfirm'],
      },
      openingAccepted: {
        description: 'This is the CCV channel of the consumer from now on.',
        meta: { spec: 'ICS-04 OPEN' },
        target: 'open',
      },
      consumerDeleted: {
        description: 'The consumer is deleted: the opening cannot be confirmed any more.',
        meta: {
          spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain (DeleteConsumerClientId)',
        },
        target: 'orphaned',
      },
    },
  },
} as const;

export const consumerHandshake = {
  unlaunched: {
    description: 'The consumer has not started.',
    meta: { spec: 'ADR-019' },
    on: { clientsCreated: { ...clientsCreated, actions: [] } },
  },
  none: {
    description: 'There is no end on the consumer yet.',
    meta: { spec: 'ICS-04 chanOpenInit' },
    on: {
      openInit: {
        description: 'Somebody begins to open the channel, over the client that the genesis came with.',
        meta: { spec: 'CCV-CCF-COINIT; x/ccv/consumer/ibc_module.go OnChanOpenInit' },
        guard: and(['consumerProducesBlocks', 'providerClientActive']),
        target: 'init',
      },
    },
  },
  init: {
    description: 'The opening has begun.',
    meta: { spec: 'ICS-04 INIT' },
    on: {
      openAck: {
        description: 'A relayer proves that the provider takes part: the end is open.',
        meta: { spec: 'CCV-CCF-COACK; x/ccv/consumer/ibc_module.go OnChanOpenAck' },
        guard: and(['consumerProducesBlocks', 'providerEndTryopen', 'providerClientActive']),
        target: 'open',
        actions: ['updateProviderClient'],
      },
    },
  },
} as const;

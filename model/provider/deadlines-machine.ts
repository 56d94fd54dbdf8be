/**
 * Until when a consumer has to mature the VSCs that were sent to it, and until when its channel has to be opened (v1-v5). A
 * packet timeout needs the consumer to make progress, and a channel to send over; these are the provider's own, so that a
 * consumer which has halted, or was never connected, cannot keep unbondings on hold for ever.
 */
import { hasInitTimeout } from '../deadlines.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { startsLaunched } from '../lifecycle.ts';
import { featuresOf, initTimeoutOf, oldestVscAge, vscTimeoutOf } from '../vsc-age.ts';
import { deadlinesSetup } from './deadlines-setup.ts';

/** Only where the channel of the consumer is timed. */
const openingTransitions = {
  openingAwaited: {
    description: 'The consumer is launched: its channel is to be opened within the period.',
    meta: { spec: 'x/ccv/provider/keeper/proposal.go CreateConsumerClient (v1-v5)' },
    actions: ['awaitOpening'],
  },
  openingDone: {
    description: 'The channel is open.',
    meta: { spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (v1-v5)' },
    actions: ['forgetOpening'],
  },
} as const;

/** Only where the provider may be started anew. */
const restoring = {
  stateRestored: {
    description: 'The timestamps of all periods are read from the genesis that the chain is started with.',
    meta: { spec: 'x/ccv/provider/keeper/genesis.go InitGenesis (v1-v5)' },
    actions: ['restoreTimeouts'],
  },
} as const;

/** Likewise, of a release that does not export them. */
const forgetting = (timesOpening: boolean) =>
  ({
    stateRestored: {
      description:
        'The genesis that the chain is started with has no timestamps: nothing is timed any more (N29).',
      meta: { spec: 'x/ccv/provider/keeper/genesis.go InitGenesis (v1-v3.1)' },
      actions: ['forgetAllVscs', ...(timesOpening ? (['forgetOpening'] as const) : [])],
    },
  }) as const;

/** Looked at first, although only one of the two can be due: nothing is sent before the channel is open. */
const openingCheck = {
  description: 'The channel is not open in time: the consumer is removed.',
  meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)' },
  guard: 'openingIsOverdue',
  actions: ['reportOpeningOverdue'],
} as const;

export function createDeadlinesMachine(instance: Instance, consumer: ConsumerInstance) {
  const timesOpening = hasInitTimeout(instance, consumer);
  const initTimeoutSeconds = timesOpening ? initTimeoutOf(instance) : null;
  const parameters = {
    vscTimeoutSeconds: vscTimeoutOf(instance),
    initTimeoutSeconds,
    oldestVscAge: oldestVscAge(instance),
  };
  const exported = featuresOf(instance).throttleByQueue ? forgetting(timesOpening) : restoring;
  const restarting = instance.budgets.providerRestarts === 0 ? {} : exported;
  const isAwaited = startsLaunched(consumer);
  return deadlinesSetup(parameters).createMachine({
    id: 'deadlines',
    description:
      'Until when a consumer has to mature the VSCs that were sent to it, and its channel to be opened.',
    meta: {
      spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5); VscTimeoutPeriod, InitTimeoutPeriod',
    },
    context: {
      awaiting: [],
      ...(timesOpening ? { openingTimesOutIn: isAwaited ? initTimeoutSeconds : null } : {}),
    },
    initial: 'watching',
    states: {
      watching: {
        description: 'What the consumer has to do is timed.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)' },
        on: {
          ...(timesOpening ? openingTransitions : {}),
          maturitiesAwaited: {
            description: 'VSCs were sent: each is to be matured within the period.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (SetVscSendTimestamp)' },
            actions: ['awaitMaturities'],
          },
          vscMatured: {
            description: 'The consumer answered for that VSC.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket' },
            actions: ['forgetMatured'],
          },
          consumerRemoved: {
            description: 'There is nobody to wait for any more.',
            meta: { spec: 'x/ccv/provider/keeper/proposal.go StopConsumerChain' },
            actions: ['forgetAllVscs', ...(timesOpening ? (['forgetOpening'] as const) : [])],
          },
          deadlinesChecked: [
            ...(timesOpening ? [openingCheck] : []),
            {
              description: 'The oldest answer is overdue: the consumer is removed.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)' },
              guard: 'answerIsOverdue',
              actions: ['reportOverdue'],
            },
            {
              description: 'Nothing is overdue.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)' },
            },
          ],
          ...restarting,
          providerTimePassed: {
            description: 'A block of the provider begins.',
            meta: { spec: 'CometBFT block time' },
            actions: ['passTime'],
          },
          vscIdAdvanced: {
            description: 'The provider issued a VSC id.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
            actions: ['growReferencesOlder'],
          },
        },
      },
    },
  });
}

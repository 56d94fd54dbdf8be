/**
 * Until when a consumer has to mature the VSCs that were sent to it (v1-v5). A packet timeout needs the consumer to make
 * progress; this one is the provider's own, so that a consumer which has halted cannot keep unbondings on hold for ever.
 */
import type { Instance } from '../instance.ts';
import { oldestVscAge } from '../vsc-age.ts';
import { deadlinesSetup } from './deadlines-setup.ts';

/** Of an instance with a VscTimeoutPeriod. */
export function createDeadlinesMachine(instance: Instance) {
  const { vscTimeoutSeconds } = instance.provider;
  if (vscTimeoutSeconds === undefined) throw new Error('expected a VSC timeout, received none');
  return deadlinesSetup({ vscTimeoutSeconds, oldestVscAge: oldestVscAge(instance) }).createMachine({
    id: 'deadlines',
    description: 'Until when a consumer has to mature the VSCs that were sent to it.',
    meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5); VscTimeoutPeriod' },
    context: { awaiting: [] },
    initial: 'watching',
    states: {
      watching: {
        description: 'The answers of the consumer are timed.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)' },
        on: {
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
            actions: ['forgetAll'],
          },
          deadlinesChecked: [
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

/**
 * What maturity packets add to the provider's record of a consumer (v1-v5): it answers the hook of staking, makes a VSC
 * also for unbondings that move no power, registers maturities, and removes a consumer that does not answer in time.
 * Where the feature is off and the consumer is an old one that reports maturity still, its packets are ignored.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { hasInitTimeout } from '../deadlines.ts';
import { featuresOf, reportsMaturity } from '../vsc-age.ts';

const register = {
  vscMaturedReceived: {
    description: 'The consumer matured a VSC: unbondings of its id do not wait for this consumer any more.',
    meta: { spec: 'CCV-PCF-RCVMAT; x/ccv/provider/keeper/relay.go OnRecvVSCMaturedPacket (v1-v5)' },
    actions: ['noteMaturity', 'announceMaturity', 'releaseMatured'],
  },
} as const;

/** In v1-v3 maturities wait in line with reports. */
const registerInTurn = {
  vscMaturedReceived: {
    description: 'The consumer matured a VSC: the packet waits in the slash queue, behind its reports.',
    meta: { spec: 'ADR-002; x/ccv/provider/keeper/relay.go OnRecvVSCMaturedPacket (v1-v3)' },
    actions: ['throttleMaturity'],
  },
  maturityDue: {
    description:
      'The turn of the packet has come: unbondings of its id do not wait for this consumer any more.',
    meta: { spec: 'CCV-PCF-RCVMAT; x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket (v1-v3)' },
    actions: ['noteMaturity', 'announceMaturity', 'releaseMatured'],
  },
} as const;

const ignore = {
  vscMaturedReceived: {
    description: 'Maturity packets of consumers before v6.4 are acknowledged and ignored.',
    meta: { spec: 'ADR-018; x/ccv/provider/ibc_module.go OnRecvPacket (VscMaturedPacket)' },
  },
} as const;

const launched = {
  unbondingInitiated: [
    {
      description:
        'Stake that this consumer may rely on begins to unbond: it is put on hold, under the current VSC id.',
      meta: { spec: 'CCV-PCF-HOOK-AFUBOPCR; x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated' },
      guard: 'consumerIsInvolved',
      actions: ['fileUnbonding', 'holdUnbonding'],
    },
    {
      description:
        'The validator is not in the set computed last for this consumer, which therefore holds nothing.',
      meta: { spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (IsConsumerValidator, v4.2+)' },
    },
  ],
} as const;

/** In every phase but that of being served. */
const holdsNothing = {
  unbondingInitiated: {
    description: 'A consumer that is not launched, or was removed, holds nothing.',
    meta: {
      spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (GetAllRegisteredConsumerChainIDs)',
    },
  },
} as const;

const epochEnded = {
  description:
    'An epoch ended in which unbondings began that move no power here: a VSC is queued for their sake.',
  meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (GetUnbondingOpsFromIndex)' },
  guard: 'unbondingsBegan',
  actions: ['queueVsc', 'storeNextSet', 'closeUnbondingFile'],
} as const;

/** Parts of the machine's configuration; empty ones where nothing matures. */
export function recordMaturity(instance: Instance, consumer: ConsumerInstance) {
  const { vscMaturity, throttleByQueue } = featuresOf(instance);
  const registration = !vscMaturity ? ignore : throttleByQueue ? registerInTurn : register;
  const timesOpening = hasInitTimeout(instance, consumer);
  return {
    context: vscMaturity ? { unbondingsBegan: false } : {},
    pausesUnbondings: vscMaturity,
    timesOpening,
    atLaunch: timesOpening ? (['awaitOpening'] as const) : ([] as const),
    atOpening: timesOpening ? (['awaitOpeningNoMore'] as const) : ([] as const),
    anyPhase: {
      ...(reportsMaturity(instance, consumer) ? registration : {}),
      ...(vscMaturity ? holdsNothing : {}),
    },
    launched: vscMaturity ? launched : {},
    epochEnded: vscMaturity ? ([epochEnded] as const) : ([] as const),
    afterQueueing: vscMaturity ? (['closeUnbondingFile'] as const) : ([] as const),
    beforeForgettingSent: vscMaturity ? (['awaitMaturities'] as const) : ([] as const),
  };
}

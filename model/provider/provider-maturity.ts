/**
 * What maturity packets add to the provider's machine (v1-v5): unbondings are put on hold when they begin, in transactions
 * and in the EndBlock of staking, and completed when all holders have answered and their time is over.
 */
import type { Instance } from '../instance.ts';
import { featuresOf } from '../vsc-age.ts';

const holdTransitions = {
  unbondingHeld: {
    description:
      'A consumer may rely on the stake that began to unbond: it is put on hold until that consumer answers.',
    meta: { spec: 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (PutUnbondingOnHold)' },
    actions: ['putOnHold'],
  },
  holdsReleased: {
    description: 'A consumer matured a VSC, or was removed: what it held is not held by it any more.',
    meta: {
      spec: 'x/ccv/provider/keeper/relay.go HandleVSCMaturedPacket; proposal.go StopConsumerChain (RemoveConsumerFromUnbondingOp)',
    },
    actions: ['releaseHolds'],
  },
} as const;

/** Only where the provider may be started anew. (The slash meter is full after that, which is left out.) */
const restartTransition = {
  restartFromExport: {
    description:
      'The chain stops, its state is exported, and it starts from that: everything comes back as it was. What was once forgotten are the times that consumers have left.',
    meta: { spec: 'x/ccv/provider/keeper/genesis.go ExportGenesis, InitGenesis' },
    actions: ['restoreDeadlines'],
  },
} as const;

/** The same where packets wait in a slash queue, and timeouts were not exported yet. */
const lossyRestartTransition = {
  restartFromExport: {
    description:
      'The chain stops, its state is exported, and it starts from that: neither what was throttled nor the times that consumers have left are part of it, so both are gone (N29).',
    meta: { spec: 'x/ccv/provider/keeper/genesis.go ExportGenesis, InitGenesis (v1-v3.1)' },
    actions: ['restoreDeadlines'],
  },
} as const;

/** Parts of the machine's configuration; empty ones where unbondings are not paused. */
export function providerMaturity(instance: Instance) {
  const { vscMaturity, throttleByQueue } = featuresOf(instance);
  const restarts = vscMaturity && instance.budgets.providerRestarts !== 0;
  const restarting = throttleByQueue ? lossyRestartTransition : restartTransition;
  return {
    transitions: vscMaturity ? holdTransitions : {},
    restarting: restarts ? restarting : {},
    /** In the EndBlock of staking, when validators begin to unbond. */
    hook: vscMaturity ? (['askHoldersOfValidators'] as const) : ([] as const),
    endBlockCcr: vscMaturity ? (['checkDeadlines'] as const) : ([] as const),
    endBlockVsu: vscMaturity ? (['liftAnsweredHolds'] as const) : ([] as const),
    idAdvanced: vscMaturity ? (['announceVscIdToDeadlines'] as const) : ([] as const),
    /** Before BeginBlock, in which a consumer may be launched: its time begins then. */
    timePassed: vscMaturity ? (['announceTimeToDeadlines'] as const) : ([] as const),
  };
}

/**
 * Relative weights of event classes in random runs; the events of a class share its weight, however many they are.
 * Blocks and relaying must happen often enough for anything to come of the rest, yet not so often that a run is nothing
 * but blocks. What a budget limits is rare, so that it spreads over the run.
 */
import type { Instance } from '../instance.ts';
import type {
  ChannelChoice,
  ConsumerChoice,
  EvidenceChoice,
  OwnershipChoice,
  PenaltiesChoice,
  ConsumerRecordChoice,
  ProviderChoice,
  RewardChoice,
  StandaloneChoice,
} from '../vocabulary.ts';

export interface Weights {
  readonly provider: Readonly<Record<ProviderChoice['type'], number>>;
  readonly record: Readonly<Record<ConsumerRecordChoice['type'], number>>;
  readonly channel: Readonly<Record<ChannelChoice['type'], number>>;
  readonly consumer: Readonly<Record<ConsumerChoice['type'], number>>;
  readonly rewards: Readonly<Record<RewardChoice['type'], number>>;
  readonly evidence: Readonly<Record<EvidenceChoice['type'], number>>;
  readonly standalone: Readonly<Record<StandaloneChoice['type'], number>>;
  readonly ownership: Readonly<Record<OwnershipChoice['type'], number>>;
  readonly penalties: Readonly<Record<PenaltiesChoice['type'], number>>;
}

/**
 * For periods of a few blocks. Clients are refreshed most eagerly: they live for three blocks or so, and an expired one
 * ends nearly everything.
 */
const shortPeriods: Weights = {
  provider: {
    nextBlock: 4,
    quietBlocks: 4,
    delegate: 0.3,
    undelegate: 0.4,
    redelegate: 0.2,
    createValidator: 0.2,
    assignKey: 1,
    unjail: 6,
    providerDowntime: 0.15,
    providerDoubleSign: 0.1,
    restartFromExport: 0.3,
    optIn: 0.4,
    optOut: 0.4,
    updateShaping: 0.6,
    setCommission: 0.4,
  },
  record: {
    scheduleLaunch: 2,
    unscheduleLaunch: 0.4,
    removeConsumer: 0.15,
    confirmAnotherChannel: 0.2,
  },
  channel: {
    openInit: 6,
    openTry: 6,
    openAck: 6,
    openConfirm: 6,
    relayVsc: 5,
    relaySlash: 8,
    relaySlashAck: 8,
    relayVscError: 5,
    relayMatured: 5,
    timeoutVsc: 1,
    timeoutSlash: 1,
    relayClose: 2,
    updateClientOnProvider: 25,
    updateClientOnConsumer: 25,
    recoverClientOnProvider: 1,
    recoverClientOnConsumer: 1,
  },
  consumer: {
    nextBlock: 3,
    quietBlocks: 3,
    stopSigning: 1.5,
    resumeSigning: 0.15,
    queueUnknownVscReport: 0.03,
    equivocate: 0.4,
    byzantineReport: 0.3,
    haltForEver: 0.03,
    changeUnbondingPeriod: 0.3,
  },
  rewards: {
    payFees: 1.5,
    relayTransfer: 3,
    relayRefusedTransfer: 0.3,
    relayTransferError: 4,
    timeoutTransfer: 4,
    addRewardDenom: 0.3,
    removeRewardDenom: 0.2,
    allowDenoms: 0.3,
    payIntoPool: 1.5,
  },
  evidence: {
    submitEvidence: 2,
    submitForgedEvidence: 0.3,
    submitPaddedEvidence: 0.5,
    submitTwinVotes: 0.1,
  },
  standalone: {
    nextBlock: 4,
    upgrade: 2,
    undelegateAtHome: 0.4,
    signTwiceAtHome: 0.8,
    reportOldDoubleSign: 1,
  },
  ownership: {
    requestLaunch: 2,
    withdrawLaunch: 0.4,
    requestPenalties: 0.4,
    requestDenoms: 0.3,
    handOver: 0.4,
    requestRemoval: 0.15,
  },
  penalties: { updateInfractionParameters: 0.4 },
};

/**
 * For real periods, of thousands of blocks: time passes in long jumps, clients hardly need refreshing, and who stops
 * signing stays down long enough to be noticed.
 */
const longPeriods: Weights = {
  ...shortPeriods,
  provider: { ...shortPeriods.provider, nextBlock: 1, quietBlocks: 6 },
  channel: { ...shortPeriods.channel, updateClientOnProvider: 0.1, updateClientOnConsumer: 0.1 },
  consumer: { ...shortPeriods.consumer, nextBlock: 1, quietBlocks: 6, resumeSigning: 0.02 },
};

export function weightsFor({ skipQuietBlocks }: Pick<Instance, 'skipQuietBlocks'>): Weights {
  return skipQuietBlocks ? longPeriods : shortPeriods;
}

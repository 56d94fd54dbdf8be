/**
 * Relative weights of event classes in random runs; the events of a class share its weight, however many they are.
 * Blocks and relaying must happen often enough for anything to come of the rest, yet not so often that a run is nothing
 * but blocks. Clients are refreshed most eagerly, since an expired one ends nearly everything; what a budget limits is
 * rare, so that it spreads over the run.
 */
export const weights = {
  provider: {
    nextBlock: 4,
    quietBlocks: 4,
    delegate: 0.3,
    undelegate: 0.4,
    redelegate: 0.2,
    createValidator: 0.2,
    unjail: 1,
    providerDowntime: 0.1,
    providerDoubleSign: 0.05,
  },
  channel: {
    relayVsc: 3,
    relaySlash: 4,
    relaySlashAck: 4,
    timeoutVsc: 1,
    timeoutSlash: 1,
    relayClose: 2,
    updateClientOnProvider: 15,
    updateClientOnConsumer: 15,
    recoverClientOnProvider: 1,
    recoverClientOnConsumer: 1,
  },
  consumer: {
    nextBlock: 3,
    quietBlocks: 3,
    stopSigning: 0.8,
    resumeSigning: 0.3,
    queueUnknownVscReport: 0.05,
  },
} as const;

/**
 * Relative weights in random runs. Blocks and relaying must happen often enough for anything to come of the rest, yet
 * not so often that a run is nothing but blocks; what is limited by a budget is rare, so that it spreads over the run.
 * A class with one event per validator shares its weight among them.
 */
export const weights = {
  provider: {
    nextBlock: 4,
    quietBlocks: 4,
    delegate: 0.4,
    undelegate: 0.6,
    redelegate: 0.3,
    createValidator: 0.2,
    unjail: 2,
    providerDowntime: 0.15,
    providerDoubleSign: 0.1,
  },
  channel: {
    relayVsc: 3,
    relaySlash: 3,
    relaySlashAck: 3,
    timeoutVsc: 0.5,
    timeoutSlash: 0.5,
    relayClose: 1,
    updateClientOnProvider: 1.5,
    updateClientOnConsumer: 1.5,
    recoverClientOnProvider: 0.5,
    recoverClientOnConsumer: 0.5,
  },
  consumer: {
    nextBlock: 3,
    quietBlocks: 3,
    stopSigning: 0.8,
    resumeSigning: 0.8,
    queueUnknownVscReport: 0.03,
  },
} as const;

/** What each guard and action of the slash queue means, and the clause that it implements. */
export const descriptions = {
  guards: {
    maturitiesFillBlock: {
      description: 'As many maturities are ahead of all reports as may be handled in a block, or more.',
      spec: 'x/ccv/provider/keeper/throttle.go HandleThrottleQueues (vscMaturedHandledPerBlockLimit)',
    },
  },
  actions: {
    queueReport: {
      description: 'The report joins the packets of its consumer, and its consumer the queue of all reports.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (QueueGlobalSlashEntry, QueueThrottledSlashPacketData)',
    },
    queueMaturity: {
      description: 'The maturity joins the packets of its consumer.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvVSCMaturedPacket (QueueThrottledVSCMaturedPacketData)',
    },
    handleLeadingMaturities: {
      description:
        'Hands maturities with no report ahead of them to the records of their consumers, up to the limit.',
      spec: 'x/ccv/provider/keeper/relay.go HandleLeadingVSCMaturedPackets',
    },
    forgetLeadingMaturities: {
      description: 'Maturities that were handled do not wait any more.',
      spec: 'x/ccv/provider/keeper/relay.go HandleLeadingVSCMaturedPackets (DeleteThrottledPacketData)',
    },
    offerFirstReport: {
      description: 'The report whose turn it is asks for the leave of the slash meter.',
      spec: 'x/ccv/provider/keeper/throttle.go HandleThrottleQueues',
    },
    handleTrailingMaturities: {
      description:
        'Hands maturities between the handled report and the next one of the same consumer to its record, up to the limit; what several reports bring along is not added up.',
      spec: 'x/ccv/provider/keeper/throttle.go HandlePacketDataForChain',
    },
    forgetServed: {
      description:
        'The handled report, and as many packets as maturities were handled with it, wait no more.',
      spec: 'x/ccv/provider/keeper/throttle.go DeleteThrottledPacketData, DeleteGlobalSlashEntries',
    },
    dropPackets: {
      description: 'Nothing of that consumer waits any more.',
      spec: 'x/ccv/provider/keeper/throttle.go DeleteThrottledPacketDataForConsumer, DeleteGlobalSlashEntriesForConsumer',
    },
    forgetThrottled: {
      description:
        'Nothing waits: neither the packets nor the order of reports are part of the exported state.',
      spec: 'x/ccv/provider/keeper/genesis.go ExportGenesis (v1-v3)',
    },
    growReferencesOlder: {
      description: 'The VSC ids that packets name are one id older.',
      spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)',
    },
  },
} as const;

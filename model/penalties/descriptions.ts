/** What each guard and action of the machine of a consumer's penalties means, and the clause that it implements. */
const file = 'x/ccv/provider/keeper/infraction_parameters.go';

export const descriptions = {
  guards: {
    choiceIsInForce: {
      description: 'What the owner asks for is what is in force.',
      spec: `${file} UpdateQueuedInfractionParams`,
    },
    changeIsDue: {
      description: 'The unbonding period since the request is over with this block.',
      spec: `${file} BeginBlockUpdateInfractionParameters`,
    },
  },
  actions: {
    priceReport: {
      description: 'The report is passed on with the fraction and the jail term for downtime.',
      spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket; SC-21 for what the fraction is of',
    },
    priceEquivocation: {
      description:
        'The proof is passed on with the fraction, the jail term and the tombstone flag for equivocation.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting',
    },
    cancelChange: {
      description: 'The queued change is dropped.',
      spec: `${file} UpdateQueuedInfractionParams`,
    },
    setAtOnce: {
      description: 'The parameters are in force from now on: nobody validates the chain yet.',
      spec: `${file} SetInfractionParameters`,
    },
    queueChange: {
      description: 'The change waits for an unbonding period; an earlier one is dropped.',
      spec: `${file} UpdateQueuedInfractionParams`,
    },
    applyChange: {
      description: 'The queued parameters come into force.',
      spec: `${file} BeginBlockUpdateInfractionParameters`,
    },
    countDown: {
      description: 'The queued change comes closer.',
      spec: `${file} BeginBlockUpdateInfractionParameters`,
    },
  },
} as const;

/** What each guard and action of the consumer's reward accounts means, and the clause that it implements. */
export const descriptions = {
  guards: {
    transmissionIsDue: {
      description: 'BlocksPerDistributionTransmission blocks have ended since the last transmission.',
      spec: 'x/ccv/consumer/keeper/distribution.go shouldSendRewardsToProvider',
    },
  },
  actions: {
    collectFees: {
      description: 'The fee collector receives the fees.',
      spec: 'cosmos-sdk x/auth fee collector',
    },
    splitFees: {
      description:
        'Of each denomination in the fee collector the redistribution fraction, rounded down, stays on the consumer; the rest waits to be sent.',
      spec: 'x/ccv/consumer/keeper/distribution.go DistributeRewardsInternally',
    },
    sendRewards: {
      description: 'Hands all that waits in listed denominations to the transfer module (SC-28).',
      spec: 'CCV-CCF-DISTRREW; x/ccv/consumer/keeper/distribution.go SendRewardsToProvider',
    },
    restartPeriod: {
      description: 'The next transmission is a full period away.',
      spec: 'x/ccv/consumer/keeper/distribution.go SetLastTransmissionBlockHeight',
    },
    countBlock: {
      description: 'The next transmission is one block closer.',
      spec: 'x/ccv/consumer/keeper/distribution.go shouldSendRewardsToProvider',
    },
    takeBack: {
      description: 'Coins that could not be sent wait again.',
      spec: 'x/ccv/consumer/keeper/distribution.go EndBlockRD (cached context)',
    },
    creditRefund: {
      description: 'Coins that came back wait to be sent again.',
      spec: 'ICS-20 refundTokens',
    },
  },
} as const;

/** What each guard and action of the transfer channel means, and the clause that it implements. */
export const descriptions = {
  guards: {
    transferIsInTime: {
      description: "The transfer is in flight, and the provider's clock is before its timeout.",
      spec: 'ICS-04 recvPacket (at the timeout itself a packet is timed out)',
    },
    transferHasTimedOut: {
      description: "The provider's clock has reached the timeout of the transfer.",
      spec: 'ICS-04 timeoutPacket',
    },
    errorIsInFlight: {
      description: 'Such an error acknowledgement is on its way.',
      spec: 'ICS-04 acknowledgePacket',
    },
  },
  actions: {
    putTransfersInFlight: {
      description: 'Puts the transfers among those in flight.',
      spec: 'ICS-04 sendPacket',
    },
    passTransferTime: {
      description: 'Transfers have less time left; at 0 they have timed out.',
      spec: "ICS-04 timeouts on the receiver's clock",
    },
    takeTransfer: {
      description: 'The transfer is not in flight any more.',
      spec: 'ICS-04 packet receipts, deletion of the packet commitment',
    },
    mintVouchers: {
      description: 'Vouchers are minted for the reward pool.',
      spec: 'ICS-20 onRecvPacket',
    },
    creditConsumer: {
      description: 'The coins are attributed to the consumer that the memo names (SC-29).',
      spec: 'x/ccv/provider/ibc_middleware.go OnRecvPacket',
    },
    writeTransferError: {
      description: 'An error acknowledgement sets out for the consumer.',
      spec: 'ICS-20 onRecvPacket (error acknowledgement)',
    },
    refundTransfer: {
      description: 'Gives the coins back to the account that sent them.',
      spec: 'ICS-20 refundTokens',
    },
    refundRefused: {
      description: 'Gives the coins of the refused transfer back to the account that sent them.',
      spec: 'ICS-20 refundTokens',
    },
    takeError: {
      description: 'The error acknowledgement has arrived.',
      spec: 'ICS-04 acknowledgePacket',
    },
  },
} as const;

/**
 * The channel over which a consumer transfers rewards to the provider (ICS-20). It is unordered: any transfer in flight
 * may arrive next, a timeout closes nothing, and coins of a transfer that timed out or was refused go back to the account
 * that sent them.
 *
 * What is abstracted
 * - It runs over the connection of the CCV channel, whose machine keeps the clients and clocks: it hands transfers on with the
 *   time that they have left on the provider's clock.
 * - Success acknowledgements change nothing on the consumer (the coins stay in escrow) and are not steps. Neither is the
 *   escrow account: it holds what is in flight, refused, or represented by vouchers on the provider.
 * - The memo names the consumer that sends, as honest consumers write it (SC-29).
 */
import { transfersSetup } from './transfers-setup.ts';

/** The same for every consumer. */
export function createTransfersMachine() {
  return transfersSetup().createMachine({
    id: 'transfers',
    description: 'The transfer channel of a consumer: rewards in flight and error acknowledgements.',
    meta: { spec: 'ICS-20; ICS-04 unordered channel' },
    context: { inFlight: [], refused: [] },
    initial: 'open',
    states: {
      open: {
        description: 'Transfers are carried.',
        meta: { spec: 'ICS-04 OPEN; ibc-go x/transfer (users cannot close the channel)' },
        on: {
          transfersPut: {
            description: 'Transfers were sent; their coins are in escrow on the consumer.',
            meta: { spec: 'ICS-20 sendFungibleTokens' },
            actions: ['putTransfersInFlight'],
          },
          transferTimePassed: {
            description: "Transfers come closer to their timeout, which is on the provider's clock.",
            meta: { spec: "ICS-04 timeouts on the receiver's clock" },
            actions: ['passTransferTime'],
          },
          relayTransfer: {
            description:
              'A relayer delivers a transfer: the reward pool receives vouchers, and what is owed for the consumer grows by as much.',
            meta: { spec: 'ICS-20 onRecvPacket; x/ccv/provider/ibc_middleware.go OnRecvPacket' },
            guard: 'transferIsInTime',
            actions: ['mintVouchers', 'creditConsumer', 'takeTransfer'],
          },
          relayRefusedTransfer: {
            description:
              'A relayer delivers a transfer, which the transfer module of the provider refuses: an error acknowledgement is written.',
            meta: { spec: 'ICS-20 onRecvPacket (error acknowledgement)' },
            guard: 'transferIsInTime',
            actions: ['writeTransferError', 'takeTransfer'],
          },
          relayTransferError: {
            description: 'A relayer brings an error acknowledgement back: the coins are refunded.',
            meta: { spec: 'ICS-20 onAcknowledgePacket' },
            guard: 'errorIsInFlight',
            actions: ['refundRefused', 'takeError'],
          },
          timeoutTransfer: {
            description: 'A relayer proves that a transfer timed out: the coins are refunded.',
            meta: { spec: 'ICS-20 onTimeoutPacket' },
            guard: 'transferHasTimedOut',
            actions: ['refundTransfer', 'takeTransfer'],
          },
        },
      },
    },
  });
}

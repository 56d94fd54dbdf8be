/**
 * The slash queue (v1-v3, ADR-002): what the provider received from consumers and has not handled. Every packet is
 * acknowledged when it is received, and waits for the EndBlock, which handles
 * - maturities that no report of their consumer is ahead of;
 * - then reports, in the order in which they came, for as long as the slash meter is not negative, each with the
 *   maturities that follow it.
 * So a report that has to wait keeps back the maturities behind it, which keeps the order of slashing and maturity.
 *
 * What is abstracted
 * - Reports that come in one block are handled in the order in which relayers deliver them. In the code it is the order of
 *   their sequence numbers, which says nothing about which of two consumers comes first.
 * - The validator behind a key is looked up when the report comes in, not once more when it is handled.
 * - The queue of a consumer that is full panics inside the transaction that delivers one packet more: the transaction fails
 *   and the packet is not received, until there is room. (ADR-002 has the chain halt there, which is fault F45.) So where
 *   the queue is full, relaying is not possible, not even of a packet that would be refused with an error. That governance
 *   may lower MaxThrottledPackets below what waits, which does halt the chain in EndBlock, is left out.
 */
import type { Instance } from '../instance.ts';
import { slashQueueParameters, slashQueueSetup } from './slash-queue-setup.ts';

/** Only where the provider may be started anew. */
const restarting = {
  stateRestored: {
    description: 'The genesis that the chain is started with has no packets that wait (N29).',
    meta: { spec: 'x/ccv/provider/keeper/genesis.go ExportGenesis, InitGenesis (v1-v3)' },
    actions: ['forgetThrottled'],
  },
} as const;

export function createSlashQueueMachine(instance: Instance) {
  return slashQueueSetup(slashQueueParameters(instance)).createMachine({
    id: 'slash-queue',
    description: 'Packets of consumers that the provider has received and not handled.',
    meta: { spec: 'ADR-002; x/ccv/provider/keeper/throttle.go (v1-v3)' },
    context: { order: [], throttled: [] },
    initial: 'queueing',
    states: {
      queueing: {
        description: 'Packets wait for the end of a block in which they may be handled.',
        meta: { spec: 'x/ccv/provider/keeper/throttle.go (v1-v3)' },
        on: {
          throttleReport: {
            description: 'A downtime report was received: it waits for its turn.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (v1-v3)' },
            actions: ['queueReport'],
          },
          throttleMaturity: {
            description: 'A maturity packet was received: it waits for the reports ahead of it.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvVSCMaturedPacket (v1-v3)' },
            actions: ['queueMaturity'],
          },
          handleThrottledPackets: [
            {
              description:
                'A block ends with more maturities than are handled in one: reports wait for the next block.',
              meta: { spec: 'x/ccv/provider/keeper/throttle.go HandleThrottleQueues (v2-v3)' },
              guard: 'maturitiesFillBlock',
              actions: ['handleLeadingMaturities', 'forgetLeadingMaturities'],
            },
            {
              description:
                'A block ends: maturities that wait for no report are handled, then the first report is offered to the slash meter.',
              meta: {
                spec: 'x/ccv/provider/keeper/relay.go EndBlockCIS (v1-v3): HandleLeadingVSCMaturedPackets, HandleThrottleQueues',
              },
              actions: ['handleLeadingMaturities', 'offerFirstReport', 'forgetLeadingMaturities'],
            },
          ],
          reportServed: {
            description:
              'The slash meter let the report pass and it was handled: so are the maturities that follow it, and the next report is offered.',
            meta: { spec: 'x/ccv/provider/keeper/throttle.go HandlePacketDataForChain (v1-v3)' },
            actions: ['handleTrailingMaturities', 'forgetServed', 'offerFirstReport'],
          },
          dropThrottled: {
            description: 'A consumer was removed: its packets are dropped.',
            meta: { spec: 'x/ccv/provider/keeper/proposal.go StopConsumerChain (v1-v3)' },
            actions: ['dropPackets'],
          },
          ...(instance.budgets.providerRestarts === 0 ? {} : restarting),
          vscIdAdvanced: {
            description: 'The provider issued a VSC id.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
            actions: ['growReferencesOlder'],
          },
        },
      },
    },
  });
}

/** What older consumers do differently: report maturity (before v6.4), send everything at once (before v3.2). */
import { and } from 'xstate';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { featuresOf, reportsMaturity } from '../vsc-age.ts';

const maturityAnswers = {
  maturedSent: {
    description: 'The maturity packets at the head of the queue are on their way.',
    meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (DeletePendingDataPackets)' },
    actions: ['forgetSentMatured'],
  },
  maturedKept: {
    description:
      'The channel could not send the maturity packets: they stay in the queue, for the next block.',
    meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (send error)' },
  },
} as const;

const sendOneReport = {
  description:
    'EndBlock sends the oldest report of the queue, applies pending changes; BeginBlock of the next height detects downtime.',
  meta: {
    spec: 'x/ccv/consumer/module.go EndBlock, BeginBlock; x/ccv/consumer/keeper/relay.go SendPackets',
  },
  guard: and(['channelIsEstablished', 'reportIsQueued', 'sendingIsPermitted']),
} as const;

const sendEverything = {
  description:
    'EndBlock sends the whole queue, applies pending changes; BeginBlock of the next height detects downtime.',
  meta: { spec: 'CCV-CCF-EBLOCK; x/ccv/consumer/keeper/relay.go SendPackets (v1-v3.1)' },
  guard: 'channelIsEstablished',
} as const;

/** What becomes of a report that one of these sent (`sent`) or could not send (`kept`). */
const withRetries = {
  sent: {
    description: 'The report is on its way, as booked.',
    meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (UpdateSlashRecordOnSend)' },
  },
  kept: {
    description:
      'The channel could not send the report: it stays at the head of the queue, for the next block.',
    meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (send error)' },
    actions: ['forgetSending'],
  },
  acknowledged: [
    {
      description: 'The provider has handled the report: it leaves the queue and the next one may be sent.',
      meta: {
        spec: 'ADR-008; x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket (SlashPacketHandledResult)',
      },
      guard: 'reportWasHandled',
      actions: ['clearSlashRecord', 'removeHead'],
    },
    {
      description:
        'The provider bounced the report: it stays at the head and is sent again after the retry delay.',
      meta: {
        spec: 'ADR-008; x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket (SlashPacketBouncedResult)',
      },
      guard: 'reportWasBounced',
      actions: ['keepHeadForRetry'],
    },
  ],
} as const;

const withoutRetries = {
  sent: {
    description: 'The report is on its way, and leaves the queue for good.',
    meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (v1-v3.1, DeleteAllPendingDataPackets)' },
    actions: ['removeHead'],
  },
  kept: {
    description: 'The channel could not send the report: it stays in the queue, for the next block.',
    meta: { spec: 'x/ccv/consumer/keeper/relay.go SendPackets (send error)' },
  },
  // That a report was received changes nothing here, so the channel does not carry it back.
  acknowledged: [],
} as const;

/** What the consumer does before it applies changes, in a block that sends and in one that has nothing to send. */
const endBlocks = {
  maturing: {
    sending: ['queueMatured', 'sendLeadingMatured', 'sendHead', 'awaitReply'],
    idling: ['queueMatured', 'sendLeadingMatured'],
  },
  plain: { sending: ['sendHead', 'awaitReply'], idling: [] },
  maturingAtOnce: { sending: ['queueMatured', 'sendWholeQueue'], idling: ['queueMatured'] },
  atOnce: { sending: ['sendWholeQueue'], idling: [] },
} as const;

/** Parts of the machine's configuration by version. */
export function consumerVersion(instance: Instance, consumer: ConsumerInstance) {
  const matures = reportsMaturity(instance, consumer);
  const retries = featuresOf(instance).throttleByRetry;
  return {
    onReceipt: matures ? (['startMaturing'] as const) : ([] as const),
    sending: retries ? sendOneReport : sendEverything,
    endBlock: retries
      ? endBlocks[matures ? 'maturing' : 'plain']
      : endBlocks[matures ? 'maturingAtOnce' : 'atOnce'],
    slash: retries ? withRetries : withoutRetries,
    maturityAnswers: matures ? maturityAnswers : {},
  };
}

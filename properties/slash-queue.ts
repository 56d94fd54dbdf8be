/** The consumer's queue of slash packets: head-of-line discipline of the retry protocol (ADR-008). */
import { isSlashPacket } from '../model/channel/consumer-packets.ts';
import { channelOf, consumerOf } from '../model/component-ids.ts';
import type { ConsumerContext } from '../model/vocabulary.ts';
import type { LocalStep } from '../src/property/definition.ts';
import { type ChannelSnapshot, type ConsumerSnapshot, type IcsProperty } from './ics-property.ts';
import { downtimeReports, type DowntimeReports } from './observers/downtime-reports.ts';
import { messagesOf } from './observers/heard.ts';

/** How the queue, the record and the channel contradict each other; empty if they do not. */
function blockingDefect({ context }: ConsumerSnapshot, channel: ChannelSnapshot): string {
  const { queue, slashRecord, channelClosed } = context;
  // After the channel has closed nothing is sent or acknowledged any more.
  if (channelClosed || channel.value.consumerEnd === 'closed' || channel.value.providerEnd === 'closed')
    return '';
  const { slashAcks } = channel.context;
  const toProvider = channel.context.toProvider.filter(isSlashPacket);
  const unacknowledged = toProvider.length + slashAcks.length;
  if (unacknowledged > 1) return `${unacknowledged} slash packets are not acknowledged, expected at most 1`;
  const isWaiting = slashRecord?.waiting === true;
  if (isWaiting !== (unacknowledged === 1)) {
    return isWaiting
      ? 'it waits for a reply, but no slash packet is in flight and no reply on its way'
      : 'a slash packet is not acknowledged, but it waits for no reply';
  }
  const [head] = queue;
  if (slashRecord !== null && head === undefined) return 'a packet was sent, but the queue is empty';
  const [sent] = toProvider;
  if (sent === undefined || head === undefined) return '';
  return sent.key === head.key && sent.power === head.power && sent.vsc === head.vsc
    ? ''
    : `the packet in flight is about ${sent.key}, the head of the queue about ${head.key}`;
}

const slashQueueBlocking: IcsProperty = {
  id: 'slash-queue-blocking',
  title: 'Head-of-line discipline of the slash queue',
  kind: 'always',
  statement:
    'A consumer has at most one unacknowledged slash packet, waits for a reply exactly while it has one, and keeps that packet at the head of its queue.',
  source: ['ADR-008', 'Quint WaitingForSlashPacketAckInv', 'Go TestSlashRetries'],
  assumptions: ['SB', 'the channel is open'],
  witness: 'a slash packet was sent and not handled yet',
  expected: ({ features }) => (features.throttleByRetry ? 'holds' : 'not-applicable'),
  checks: (system) =>
    system.features.throttleByRetry
      ? system.consumers.map(({ id }) => ({
          kind: 'always',
          scope: id,
          reads: [consumerOf(id), channelOf(id)],
          holds: (chain: ConsumerSnapshot, channel: ChannelSnapshot) => blockingDefect(chain, channel) === '',
          witness: ({ context }: ConsumerSnapshot) => context.slashRecord !== null,
          explain: (chain: ConsumerSnapshot, channel: ChannelSnapshot) =>
            `${blockingDefect(chain, channel)}; queue [${chain.context.queue.map(({ key }) => key).join(', ')}]`,
        }))
      : [],
};

const isRetry = ({ before, emitted }: LocalStep<ConsumerContext>): boolean =>
  before.context.slashRecord !== null && messagesOf(emitted, 'sendSlash').length > 0;

const retryAfterDelay: IcsProperty = {
  id: 'retry-after-delay',
  title: 'A slash packet is sent again only after a bounce and the delay',
  kind: 'step',
  statement:
    'A slash packet is sent again only when its last reply was a bounce and the retry delay has passed since it was sent.',
  source: ['ADR-008', 'x/ccv/consumer/keeper/throttle_retry.go PacketSendingPermitted'],
  assumptions: ['SB'],
  witness: 'a bounced packet is sent again',
  expected: ({ features }) => (features.throttleByRetry ? 'holds' : 'not-applicable'),
  checks: (system) =>
    system.features.throttleByRetry
      ? system.consumers.map(({ id }) => ({
          kind: 'step',
          scope: id,
          on: consumerOf(id),
          // At exactly the delay the code still waits. No promise depends on that second, so none is made about it.
          holds: (step: LocalStep<ConsumerContext>) => {
            const { slashRecord } = step.before.context;
            return !isRetry(step) || (slashRecord?.waiting === false && slashRecord.retryIn <= 0);
          },
          witness: isRetry,
          explain: ({ before: { context } }: LocalStep<ConsumerContext>) =>
            `${id} sends its packet about ${context.queue[0]?.key} again while ${context.slashRecord?.waiting === true ? 'a reply is outstanding' : `${context.slashRecord?.retryIn} s of the retry delay are left`}`,
        }))
      : [],
};

/** Whether the undecided reports are what the queue ends with; before them only the report whose reply is on its way. */
function isKept({ undecided }: DowntimeReports, { context }: ConsumerSnapshot): boolean {
  const queue = context.queue.filter(({ infraction }) => infraction === undefined);
  const settled = queue.length - undecided.length;
  if (settled !== 0 && settled !== 1) return false;
  return undecided.every(({ key }, index) => queue[settled + index]?.key === key);
}

const noSlashLostOnBounce: IcsProperty = {
  id: 'no-slash-lost-on-bounce',
  title: 'A bounced report is kept for another try',
  kind: 'always',
  statement:
    'Every report stays in the queue of its consumer, in order, until it is decided for good, however often it is bounced (that it is decided then is downtime-always-decided).',
  source: ['ADR-008', 'Go TestSlashRetries, TestMultiConsumerSlashPacketThrottling'],
  assumptions: ['SB', 'HC'],
  witness: 'the oldest undecided report was bounced twice',
  expected: ({ features }) => (features.throttleByRetry ? 'holds' : 'not-applicable'),
  checks: (system) =>
    system.features.throttleByRetry
      ? system.consumers.map((consumer) => ({
          kind: 'always',
          scope: consumer.id,
          reads: [`downtime-reports-${consumer.id}`, consumerOf(consumer.id)],
          observers: [downtimeReports(system.instance, consumer)],
          holds: isKept,
          witness: ({ undecided }: DowntimeReports) => undecided[0]?.bounces === 2,
          explain: ({ undecided }: DowntimeReports, { context }: ConsumerSnapshot) =>
            `undecided reports of ${consumer.id}: [${undecided.map(({ key, bounces }) => `${key}, ${bounces} bounces`).join('; ')}]; its queue: [${context.queue.map(({ key }) => key).join(', ')}]`,
        }))
      : [],
};

export const slashQueueProperties: readonly IcsProperty[] = [
  slashQueueBlocking,
  retryAfterDelay,
  noSlashLostOnBounce,
];

/** What the CCV channel promises of packets and acknowledgements: validity, order, delivery, one answer each. */
import { channelOf, consumerOf, recordOf } from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { Check } from '../src/property/definition.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { channelTraffic, channelTrafficId, type ChannelTraffic } from './observers/channel-traffic.ts';
import { isSevered } from './relation.ts';

const validityChecks = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [channelTrafficId(consumer.id), consumerOf(consumer.id)],
    observers: [channelTraffic(instance, consumer)],
    holds: ({ forged }: ChannelTraffic) => forged === '',
    witness: (_traffic: ChannelTraffic, { context }: ConsumerSnapshot) =>
      context.vscOfHeight.next !== 'genesis',
    explain: ({ forged }: ChannelTraffic) =>
      `on the channel of ${consumer.id} was received what was not in flight: ${forged}`,
  },
]);

const channelValidity: IcsProperty = {
  id: 'channel-validity',
  title: 'Only what was sent is received, once',
  kind: 'always',
  statement: 'Each packet received at one end was sent by the other end and is received once.',
  source: ['ICS-28 Channel Validity', 'ICS-04 exactly-once delivery'],
  assumptions: ['SB'],
  witness: 'a packet has been delivered',
  expected: holdsWhereApplicable(validityChecks),
  checks: validityChecks,
};

const orderChecks = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [channelTrafficId(consumer.id)],
    observers: [channelTraffic(instance, consumer)],
    holds: ({ overtaking }: ChannelTraffic) => overtaking === '',
    witness: ({ toConsumer, toProvider }: ChannelTraffic) => toConsumer.length > 1 || toProvider.length > 1,
    explain: ({ overtaking }: ChannelTraffic) =>
      `on the channel of ${consumer.id} a packet was received before an older one: ${overtaking}`,
  },
]);

const channelOrder: IcsProperty = {
  id: 'channel-order',
  title: 'Packets are received in the order of sending',
  kind: 'always',
  statement: 'In each direction the packets received are the first ones sent, in order.',
  source: ['ICS-28 Channel Order', 'ICS-04 ordered channels'],
  assumptions: [],
  witness: 'two packets in flight in one direction',
  expected: holdsWhereApplicable(orderChecks),
  checks: orderChecks,
};

const kinds = [
  { name: 'VSCs', kind: 'vsc', count: ({ context }: ChannelSnapshot): number => context.toConsumer.length },
  {
    name: 'slash packets',
    kind: 'slash',
    count: ({ context }: ChannelSnapshot): number => context.toProvider.length,
  },
  {
    name: 'acknowledgements',
    kind: 'ack',
    count: ({ context }: ChannelSnapshot): number => context.slashAcks.length,
  },
] as const;

// Of each kind the oldest arrives first (channel-order), so all of them arrive if the oldest one always does.
const livenessChecks = ofEachConsumer((instance, consumer): readonly Check[] =>
  kinds.map(({ name, kind, count }): Check => ({
    kind: 'leadsTo',
    scope: `${consumer.id}: ${name}`,
    reads: [recordOf(consumer.id), channelOf(consumer.id), channelTrafficId(consumer.id)],
    observers: [channelTraffic(instance, consumer)],
    from: (_record: RecordSnapshot, channel: ChannelSnapshot) => count(channel) > 0,
    to: (_record: RecordSnapshot, channel: ChannelSnapshot, { arrived }: ChannelTraffic) =>
      count(channel) === 0 || arrived.includes(kind),
    excluded: (record: RecordSnapshot, channel: ChannelSnapshot) => isSevered(record, channel),
    explain: (_record: RecordSnapshot, channel: ChannelSnapshot) =>
      `${String(count(channel))} ${name} stay in flight on the channel of ${consumer.id} for ever`,
  })),
);

const channelLiveness: IcsProperty = {
  id: 'channel-liveness',
  title: 'What is sent is received',
  kind: 'leadsTo',
  statement: 'Every packet sent, and every acknowledgement written, is eventually received.',
  source: ['ICS-28 Channel Liveness'],
  assumptions: ['LB', 'CR', 'NX'],
  witness: 'a packet or acknowledgement in flight',
  expected: holdsWhereApplicable(livenessChecks),
  checks: livenessChecks,
};

function answersInFlight({ context }: ChannelSnapshot): string {
  return context.slashAcks.map(({ result }) => result).join(', ');
}

/** A consumer that does not wait for replies is told of errors only, which honest ones do not cause. */
function hearsOfAnswers(instance: Instance): boolean {
  return featuresOf(instance).throttleByRetry || instance.budgets.consumerFaults !== 0;
}

const ackChecks = ofEachConsumer((instance, consumer): readonly Check[] =>
  hearsOfAnswers(instance)
    ? [
        {
          kind: 'always',
          scope: consumer.id,
          reads: [channelOf(consumer.id), channelTrafficId(consumer.id)],
          observers: [channelTraffic(instance, consumer)],
          holds: (channel: ChannelSnapshot, { unanswered, answers, misanswered }: ChannelTraffic) =>
            unanswered === 0 &&
            misanswered === '' &&
            (channel.value.consumerEnd === 'closed' || answersInFlight(channel) === answers.join(', ')),
          witness: (channel: ChannelSnapshot) => channel.context.slashAcks.length > 0,
          explain: (channel: ChannelSnapshot, { unanswered, answers, misanswered }: ChannelTraffic) => {
            if (misanswered !== '') return `${consumer.id}: ${misanswered}`;
            if (unanswered > 0) {
              return `the provider received ${String(unanswered)} slash packets of ${consumer.id} that it did not answer`;
            }
            return `answers to ${consumer.id} in flight: ${answersInFlight(channel) || 'none'}; written and not received: ${answers.join(', ') || 'none'}`;
          },
        },
      ]
    : [],
);

const ackCompleteness: IcsProperty = {
  id: 'ack-completeness',
  title: 'Every slash packet received gets exactly one answer',
  kind: 'always',
  statement:
    'The provider writes one result for each slash packet that it receives, in the same transaction, and the consumer receives each result once, in order.',
  source: ['ADR-008', 'x/ccv/provider/ibc_module.go OnRecvPacket', 'Go TestSlashPacketAcknowledgement'],
  assumptions: [],
  witness: 'an acknowledgement in flight',
  expected: holdsWhereApplicable(ackChecks),
  checks: ackChecks,
};

export const channelDeliveryProperties: readonly IcsProperty[] = [
  channelValidity,
  channelOrder,
  channelLiveness,
  ackCompleteness,
];

/** The outstanding-downtime flag of the consumer: when it is set, what it waits for, what clears it. */
import { isSlashPacket } from '../model/channel/consumer-packets.ts';
import { channelOf, consumerOf, recordOf, slashQueue } from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import type { ConsumerContext, ConsumerKey } from '../model/vocabulary.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { LocalStep } from '../src/property/definition.ts';
import { mayBeDroppedSilently } from './expectations.ts';
import {
  ofEachConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type RecordSnapshot,
  type SlashQueueSnapshot,
} from './ics-property.ts';
import { hasReports, mayLoseInRestart, unlessRestarted, withoutRestart } from './lost-in-restart.ts';
import { eventOf } from './model-events.ts';
import { notesOf } from './observers/heard.ts';
import { enteredFrom, outsideOf } from './observers/outside-keys.ts';
import { slashAcks, type SlashAcks } from './observers/slash-acks.ts';

/** Whether something is under way that will clear the flag: the report itself, or the acknowledgement of its decision. */
function isUnresolved(
  key: ConsumerKey,
  { context: { queue } }: ConsumerSnapshot,
  record: RecordSnapshot,
  channel: ChannelSnapshot,
  waiting: SlashQueueSnapshot | undefined,
): boolean {
  return (
    waiting?.context.throttled.some(
      ({ consumer, packets }) =>
        consumer === record.context.consumer &&
        packets.some((packet) => 'key' in packet && packet.key === key),
    ) === true ||
    queue.some((report) => report.key === key) ||
    channel.context.toProvider.some((packet) => isSlashPacket(packet) && packet.key === key) ||
    record.context.slashAcks.includes(key) ||
    record.context.pending.some((vsc) => vsc.slashAcks.includes(key)) ||
    channel.context.toConsumer.some((vsc) => vsc.slashAcks.includes(key))
  );
}

/** A VSC that acknowledged something may have died with the channel, as acknowledgements die with a deleted consumer; what the flag waits for is out of the question then. */
const isOver = ({ value, context }: ChannelSnapshot): boolean =>
  value.providerEnd === 'closed' ||
  value.providerEnd === 'orphaned' ||
  value.consumerEnd === 'closed' ||
  // The consumer closes the channel when it learns that a report was refused.
  context.slashAcks.some(({ result }) => result === 'error');

function stuckFlags(
  consumer: ConsumerSnapshot,
  record: RecordSnapshot,
  channel: ChannelSnapshot,
  waiting: SlashQueueSnapshot | undefined,
  isExcused: (key: ConsumerKey) => boolean,
): readonly ConsumerKey[] {
  const { outstanding } = consumer.context;
  if (outstanding.length === 0 || isOver(channel) || record.value === 'deleted') return [];
  return outstanding.filter(
    (key) => !isUnresolved(key, consumer, record, channel, waiting) && !isExcused(key),
  );
}

const never = (): boolean => false;

/** Last among what is read, where there is one. */
function slashQueueRead(instance: Instance): readonly string[] {
  return featuresOf(instance).throttleByQueue ? [slashQueue] : [];
}

const outstandingClearedByAck: IcsProperty = {
  id: 'outstanding-cleared-by-ack',
  title: 'A downtime flag waits for something',
  kind: 'always',
  statement:
    'While the outstanding-downtime flag of a key is set, a report about the key is queued or in flight, or the acknowledgement of its decision is on its way.',
  source: [
    'ICS-28 methods for outstandingDowntime and SlashAcks',
    'interchain-security issues 237, 497, pull requests 708, 1763',
    'Quint outstandingDowntime',
    'Go TestSlashPacketAcknowledgement',
  ],
  assumptions: ['SB', 'HC', 'NC'],
  witness: 'a flag is set',
  expected: (system) =>
    mayBeDroppedSilently(system) || mayLoseInRestart(system, hasReports) ? 'violated' : 'holds',
  finding: {
    id: 'N14',
    restoredBy: 'outstanding-cleared-by-ack-unless-dropped',
    assumption:
      'the report is not dropped because its validator is unbonded, tombstoned or unknown, nor lost in a restart (N29)',
  },
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [
        consumerOf(consumer.id),
        recordOf(consumer.id),
        channelOf(consumer.id),
        ...slashQueueRead(instance),
      ],
      holds: (
        chain: ConsumerSnapshot,
        record: RecordSnapshot,
        channel: ChannelSnapshot,
        waiting?: SlashQueueSnapshot,
      ) => stuckFlags(chain, record, channel, waiting, never).length === 0,
      witness: ({ context }: ConsumerSnapshot) => context.outstanding.length > 0,
      explain: (
        chain: ConsumerSnapshot,
        record: RecordSnapshot,
        channel: ChannelSnapshot,
        waiting?: SlashQueueSnapshot,
      ) =>
        `the outstanding-downtime flag of [${stuckFlags(chain, record, channel, waiting, never).join(', ')}] is set on ${consumer.id}, but no report about it is queued or in flight, and no acknowledgement of one is on its way`,
    },
  ]),
};

const outstandingClearedByAckUnlessDropped: IcsProperty = {
  id: 'outstanding-cleared-by-ack-unless-dropped',
  title: 'A downtime flag waits for something, unless its report was dropped without an acknowledgement',
  kind: 'always',
  statement:
    'While the outstanding-downtime flag of a key is set, a report about the key is queued or in flight, or the acknowledgement of its decision is on its way, or the report was dropped because the validator was unbonded, tombstoned or unknown, and the key has not entered the set since (where that clears the flag).',
  source: ['x/ccv/provider/keeper/relay.go HandleSlashPacket', 'interchain-security issue 237'],
  assumptions: ['SB', 'HC', 'NC', withoutRestart],
  witness: 'a flag is set',
  expected: () => 'holds',
  checks: unlessRestarted(
    ofEachConsumer((instance, consumer) => [
      {
        kind: 'always',
        scope: consumer.id,
        reads: [
          consumerOf(consumer.id),
          recordOf(consumer.id),
          channelOf(consumer.id),
          `slash-acks-${consumer.id}`,
          ...slashQueueRead(instance),
        ],
        observers: [slashAcks(instance, consumer)],
        holds: (
          chain: ConsumerSnapshot,
          record: RecordSnapshot,
          channel: ChannelSnapshot,
          acks: SlashAcks,
          waiting?: SlashQueueSnapshot,
        ) =>
          stuckFlags(chain, record, channel, waiting, (key) => acks.droppedSilently.includes(key)).length ===
          0,
        witness: ({ context }: ConsumerSnapshot) => context.outstanding.length > 0,
        explain: (
          chain: ConsumerSnapshot,
          record: RecordSnapshot,
          channel: ChannelSnapshot,
          acks: SlashAcks,
          waiting?: SlashQueueSnapshot,
        ) => {
          const stuck = stuckFlags(chain, record, channel, waiting, (key) =>
            acks.droppedSilently.includes(key),
          );
          return `the outstanding-downtime flag of [${stuck.join(', ')}] is set on ${consumer.id}; no report about it is queued or in flight, no acknowledgement is on its way, and none was dropped in a way that goes without one`;
        },
      },
    ]),
  ),
};

/** How the flags ought to change in a step of the consumer, as against how they do; empty if they do as they ought. */
function wrongFlags(step: LocalStep<ConsumerContext>, clearFlagOnEntry: boolean): string {
  const { before, after } = step;
  const event = eventOf(step);
  const reported = new Set(notesOf(step.emitted, 'reportQueued').map(({ report }) => report.key));
  const acknowledged = event.type === 'vscReceived' ? event.slashAcks : [];
  const flagged = before.context.outstanding;
  const outside = clearFlagOnEntry ? outsideOf(flagged, before.context.set) : [];
  const entered = after.context.set === before.context.set ? [] : enteredFrom(outside, after.context.set);
  for (const key of flagged) {
    const mayClear = acknowledged.includes(key) || entered.includes(key);
    const isSet = after.context.outstanding.includes(key);
    if (mayClear && isSet && !reported.has(key)) return `the flag of ${key} stays set`;
    if (!mayClear && !isSet) return `the flag of ${key} is cleared by ${event.type}`;
  }
  for (const key of reported) {
    if (!after.context.outstanding.includes(key)) return `${key} is reported, but its flag is not set`;
  }
  for (const key of after.context.outstanding) {
    if (!flagged.includes(key) && !reported.has(key)) return `the flag of ${key} is set without a report`;
  }
  return '';
}

const outstandingFlagFollowsReports: IcsProperty = {
  id: 'outstanding-flag-follows-reports',
  title: 'Downtime flags change with reports, acknowledgements and entries only',
  kind: 'step',
  statement:
    'A report sets the outstanding-downtime flag of its key, an acknowledgement in a VSC and the entry of the key into the set clear it, and nothing else touches it.',
  source: [
    'x/ccv/consumer/keeper/relay.go QueueSlashPacket, OnRecvVSCPacket',
    'x/ccv/consumer/keeper/validators.go ApplyCCValidatorChanges',
    'interchain-security issue 1569',
  ],
  assumptions: ['SB', 'HC'],
  witness: 'a flag is set before or after the step',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer) => {
    const { clearFlagOnEntry } = featuresOf(instance);
    return [
      {
        kind: 'step',
        scope: consumer.id,
        on: consumerOf(consumer.id),
        holds: (step: LocalStep<ConsumerContext>) => wrongFlags(step, clearFlagOnEntry) === '',
        witness: ({ before, after }: LocalStep<ConsumerContext>) =>
          before.context.outstanding.length + after.context.outstanding.length > 0,
        explain: (step: LocalStep<ConsumerContext>) => wrongFlags(step, clearFlagOnEntry),
      },
    ];
  }),
};

export const outstandingFlagProperties: readonly IcsProperty[] = [
  outstandingClearedByAck,
  outstandingClearedByAckUnlessDropped,
  outstandingFlagFollowsReports,
];

/** What remains of a relation whose channel has closed, and what piles up for a consumer that cannot be reached. */
import { channelOf, consumerOf, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { ConsumerContext, ConsumerRecordContext, KeyPower } from '../model/vocabulary.ts';
import { trustingPeriodSeconds } from '../model/trusting-period.ts';
import { epochLength } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import {
  endsOf,
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { textOf, withUpdates } from './key-powers.ts';
import { blocksBegun } from './observers/heard.ts';
import { areBothEndsOpen, isLaunched } from './relation.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type ConsumerStep = LocalStep<ConsumerContext>;
type RecordStep = LocalStep<ConsumerRecordContext>;

/** The set once everything received so far is applied. */
function setToCome({ set, pendingChanges }: ConsumerContext): readonly KeyPower[] {
  return withUpdates(set, pendingChanges ?? []);
}

/** Something may happen that takes a packet: a VSC, or a report. */
function needsPackets(instance: Instance): boolean {
  return (
    mostOf(instance, 'stakingOperations', 'consumerDowntimes', 'providerDowntimes', 'providerDoubleSigns') > 0
  );
}

function canClose(instance: Instance): boolean {
  return (
    (instance.channelExpiry === 'counted' && needsPackets(instance)) || mostOf(instance, 'consumerFaults') > 0
  );
}

const reactionChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, canClose)
    ? ofEachConsumer((_instance, consumer): readonly Check[] => [
        {
          kind: 'step',
          scope: consumer.id,
          on: consumerOf(consumer.id),
          holds: ({ before, after }: ConsumerStep) =>
            !before.context.channelClosed ||
            (after.context.channelClosed &&
              textOf(setToCome(after.context)) === textOf(setToCome(before.context))),
          witness: ({ before, event }: ConsumerStep) =>
            before.context.channelClosed && blocksBegun(event).blocks > 0,
          explain: ({ before, event, after }: ConsumerStep) =>
            `the channel of ${consumer.id} is closed, and still "${event.type}" turns the set that it runs on with from ` +
            `{${textOf(setToCome(before.context))}} into {${textOf(setToCome(after.context))}}`,
        },
      ])(system)
    : [];

const closedChannelReaction: IcsProperty = {
  id: 'closed-channel-reaction',
  title: 'A consumer whose channel is closed runs on with the set it has',
  kind: 'step',
  statement:
    'Once its channel is closed a consumer goes on producing blocks, with the set that the VSCs received until then lead to, and nothing changes that set or opens the channel any more.',
  source: [
    'x/ccv/consumer/module.go BeginBlock (a closed channel is only logged; ICS-28 has the chain halt)',
    'Go TestStopConsumerOnChannelClosed',
    'cosmos/interchain-security#1127',
  ],
  assumptions: [],
  witness: 'a block of a consumer whose channel is closed',
  expected: holdsWhereApplicable(reactionChecks),
  checks: reactionChecks,
};

const errorAckChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, (instance) => mostOf(instance, 'consumerFaults') > 0)
    ? ofEachConsumer((_instance, consumer): readonly Check[] => [
        {
          kind: 'leadsTo',
          scope: consumer.id,
          reads: [recordOf(consumer.id), consumerOf(consumer.id)],
          from: (record: RecordSnapshot, { context }: ConsumerSnapshot) =>
            isLaunched(record) && context.faulty && context.channelClosed,
          to: (record: RecordSnapshot) => !isLaunched(record),
          explain: () =>
            `${consumer.id} closed its end after an error acknowledgement, and the provider keeps it launched for ever`,
        },
      ])(system)
    : [];

const errorAckCloses: IcsProperty = {
  id: 'error-ack-closes',
  title: 'An error acknowledgement ends the relation on both ends',
  kind: 'leadsTo',
  statement:
    'When a consumer has closed its end of the channel upon an error acknowledgement, the provider stops it eventually.',
  source: [
    'x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket',
    'ADR-018 (no timeouts of VSCs any more)',
  ],
  assumptions: ['LB', 'CR'],
  witness: 'a consumer closes its end upon an error acknowledgement',
  expected: (system) => (errorAckChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N18',
    restoredBy: 'error-ack-closes-at-next-send',
    assumption: "the consumer's set changes, so that the provider has to send a VSC",
  },
  checks: errorAckChecks,
};

const nextSendChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, canClose)
    ? ofEachConsumer((_instance, consumer): readonly Check[] => [
        {
          kind: 'step',
          scope: consumer.id,
          on: recordOf(consumer.id),
          holds: ({ event, after }: RecordStep) => !learnsOfEnd(event.type) || !isLaunched(after),
          witness: ({ before, event }: RecordStep) => isLaunched(before) && learnsOfEnd(event.type),
          explain: ({ event }: RecordStep) =>
            `the provider learns by "${event.type}" that ${consumer.id} cannot be reached, and keeps it launched`,
        },
      ])(system)
    : [];

function learnsOfEnd(event: string): boolean {
  return event === 'sendFailedChannelClosed' || event === 'vscTimedOut';
}

const errorAckClosesAtNextSend: IcsProperty = {
  id: 'error-ack-closes-at-next-send',
  title: 'A provider that cannot send to a consumer stops it',
  kind: 'step',
  statement:
    'A consumer is stopped as soon as a VSC cannot be sent because its channel is closed, or is proved not to have arrived.',
  source: ['x/ccv/provider/keeper/relay.go SendVSCPacketsToChain, OnTimeoutPacket'],
  assumptions: [],
  witness: 'a VSC meets a closed channel, or is timed out',
  expected: holdsWhereApplicable(nextSendChecks),
  checks: nextSendChecks,
};

/** As many VSCs as epochs end in the time that one has to arrive, and one more. */
function mostOutstanding(instance: Instance, drift: number): number {
  const { ccvTimeoutSeconds, blockSeconds } = instance.provider;
  const epochSeconds = epochLength(instance) * Math.min(...blockSeconds);
  return Math.ceil((ccvTimeoutSeconds + drift) / epochSeconds) + 1;
}

/** The client may expire, and the set change often enough meanwhile. */
function canPileUp(instance: Instance): boolean {
  const changes = mostOf(instance, 'stakingOperations', 'providerDowntimes', 'unjailings');
  // Not where epochs are so long that no random run sees so many.
  return (
    instance.channelExpiry === 'counted' &&
    !instance.skipQuietBlocks &&
    changes > mostOutstanding(instance, 0)
  );
}

const outstandingOf = (record: RecordSnapshot, channel: ChannelSnapshot): number =>
  record.context.pending.length + channel.context.toConsumer.length;

const pileChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, canPileUp)
    ? ofEachConsumer((instance, consumer): readonly Check[] => [
        {
          kind: 'always',
          scope: consumer.id,
          reads: [recordOf(consumer.id), channelOf(consumer.id)],
          holds: (record: RecordSnapshot, channel: ChannelSnapshot) =>
            !isLaunched(record) || outstandingOf(record, channel) <= mostOutstanding(instance, 0),
          witness: (record: RecordSnapshot, channel: ChannelSnapshot) =>
            isLaunched(record) && outstandingOf(record, channel) > 1,
          explain: (record: RecordSnapshot, { context }: ChannelSnapshot) =>
            `${String(record.context.pending.length)} VSCs are pending for ${consumer.id} and ${String(context.toConsumer.length)} in flight, more than ` +
            `${String(mostOutstanding(instance, 0))} epochs can bring before the first of them times out` +
            (context.consumerClientExpiresIn === 0 ? '; its client has expired' : ''),
        },
      ])(system)
    : [];

const noUnboundedQueues: IcsProperty = {
  id: 'no-unbounded-queues',
  title: 'VSCs do not pile up for a consumer',
  kind: 'always',
  statement:
    'For a launched consumer no more VSCs wait, pending and in flight together, than epochs can end before the first of them times out, and one more.',
  source: ['ADR-018 (no timeouts of VSCs any more)', 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain'],
  assumptions: [],
  witness: 'two VSCs wait',
  expected: (system) => (pileChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N18',
    restoredBy: 'no-unbounded-queues-while-relayed',
    assumption:
      'no client has expired, and relayers neither let a VSC time out nor keep the timeout to themselves',
  },
  checks: pileChecks,
};

/** The oldest VSC in flight can still arrive. */
function isRelayed({ context }: ChannelSnapshot): boolean {
  const { toConsumer, consumerClientExpiresIn, providerClientExpiresIn } = context;
  const oldest = toConsumer[0]?.timesOutIn ?? 1;
  return oldest > 0 && consumerClientExpiresIn > 0 && providerClientExpiresIn > 0;
}

/** Clients outlive the block in which a VSC is sent. */
function canBeRelayed(instance: Instance): boolean {
  const chains = [instance.provider, ...instance.consumers];
  const longestBlock = Math.max(...chains.flatMap(({ blockSeconds }) => blockSeconds));
  return (
    instance.channelExpiry === 'counted' &&
    needsPackets(instance) &&
    chains.every(({ unbondingSeconds }) => trustingPeriodSeconds(instance, unbondingSeconds) > longestBlock)
  );
}

/**
 * How many times VSCs were sent that are in flight: those that waited for the channel to open, or for a client to be
 * recovered, leave together and time out together.
 */
function sendingsInFlight({ context }: ChannelSnapshot): number {
  return new Set(context.toConsumer.map(({ timesOutIn }) => timesOutIn)).size;
}

function relayedQueue(instance: Instance, consumer: ConsumerInstance): readonly Check[] {
  const most = mostOutstanding(instance, instance.maxClockDriftSeconds);
  return [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [channelOf(consumer.id)],
      holds: (channel: ChannelSnapshot) =>
        !areBothEndsOpen(channel) || !isRelayed(channel) || sendingsInFlight(channel) <= most,
      witness: (channel: ChannelSnapshot) =>
        endsOf(channel).providerEnd === 'open' && isRelayed(channel) && channel.context.toConsumer.length > 0,
      explain: (channel: ChannelSnapshot) =>
        `VSCs sent at ${String(sendingsInFlight(channel))} different times are in flight to ${consumer.id}, none of them overdue; ${String(most)} could be`,
    },
  ];
}

const relayedQueueChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, canBeRelayed) ? ofEachConsumer(relayedQueue)(system) : [];

const noUnboundedQueuesWhileRelayed: IcsProperty = {
  id: 'no-unbounded-queues-while-relayed',
  title: 'VSCs do not pile up for a consumer that is relayed to',
  kind: 'always',
  statement:
    'While clients are alive and no VSC in flight is overdue, the VSCs in flight to a consumer were sent at no more different times than epochs can end within the timeout and the clock drift, and one more.',
  source: ['derived'],
  assumptions: ['CR', 'NX'],
  witness: 'a VSC in flight that can still arrive',
  expected: holdsWhereApplicable(relayedQueueChecks),
  checks: relayedQueueChecks,
};

export const closedChannelProperties: readonly IcsProperty[] = [
  closedChannelReaction,
  errorAckCloses,
  errorAckClosesAtNextSend,
  noUnboundedQueues,
  noUnboundedQueuesWhileRelayed,
];

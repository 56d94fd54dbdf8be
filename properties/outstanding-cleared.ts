/** Whether an outstanding-downtime flag is ever cleared again. */
import { channelOf, recordOf } from '../model/component-ids.ts';
import { mayLeaveBeforeDecision, mayReturnWithinEpoch } from './expectations.ts';
import {
  ofEachConsumer,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { isOldestMet } from './observers/oldest-first.ts';
import { outstandingFlags, type OutstandingFlags } from './observers/outstanding-flags.ts';
import { slashAcks, type SlashAcks } from './observers/slash-acks.ts';
import { isSevered } from './relation.ts';

const outstandingEventuallyCleared: IcsProperty = {
  id: 'outstanding-eventually-cleared',
  title: 'Every downtime flag is cleared some day',
  kind: 'leadsTo',
  statement: 'An outstanding-downtime flag that is set on a consumer is eventually cleared.',
  source: ['interchain-security issues 237, 497, pull requests 708, 1763', 'ICS-28 methods for SlashAcks'],
  assumptions: ['SB', 'LB', 'CR', 'NX', 'NC', 'HC', 'F2', 'the consumer has received a VSC (SC-12)'],
  witness: 'a flag is set',
  expected: (system) =>
    mayReturnWithinEpoch(system) || mayLeaveBeforeDecision(system) ? 'violated' : 'holds',
  finding: {
    id: 'N13',
    restoredBy: 'outstanding-cleared-after-next-change',
    assumption: "the consumer's validator set changes once more after the report was decided",
  },
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'leadsTo',
      scope: consumer.id,
      fairness: 'F2',
      reads: [`outstanding-flags-${consumer.id}`, recordOf(consumer.id), channelOf(consumer.id)],
      observers: [outstandingFlags(instance, consumer)],
      from: ({ established, open }: OutstandingFlags) => established && open.length > 0,
      to: isOldestMet,
      excluded: (_: OutstandingFlags, record: RecordSnapshot, channel: ChannelSnapshot) =>
        isSevered(record, channel),
      explain: ({ open }: OutstandingFlags, record: RecordSnapshot) =>
        `the outstanding-downtime flag of ${open[0]} stays set on ${consumer.id} for ever; acknowledgements that wait on the provider for a set change: [${record.context.slashAcks.join(', ')}]`,
    },
  ]),
};

const outstandingClearedAfterNextChange: IcsProperty = {
  id: 'outstanding-cleared-after-next-change',
  title: 'The next set change brings acknowledgements',
  kind: 'leadsTo',
  statement:
    "Once the consumer's validator set changes after a report was decided and acknowledged, the acknowledgement eventually arrives there (and clears the flag, see outstanding-flag-follows-reports).",
  source: ['ICS-28 methods for SlashAcks', 'x/ccv/provider/keeper/relay.go QueueVSCPackets'],
  assumptions: ['SB', 'LB', 'CR', 'NX', 'NC', 'HC'],
  witness: 'a VSC that acknowledges a report is on its way',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'leadsTo',
      scope: consumer.id,
      reads: [`slash-acks-${consumer.id}`, recordOf(consumer.id), channelOf(consumer.id)],
      observers: [slashAcks(instance, consumer)],
      from: ({ travelling }: SlashAcks) => travelling.length > 0,
      to: ({ travelling, met }: SlashAcks) => met || travelling.length === 0,
      excluded: (_: SlashAcks, record: RecordSnapshot, channel: ChannelSnapshot) =>
        isSevered(record, channel),
      closing: 'churn',
      explain: ({ travelling }: SlashAcks) =>
        `the VSC for ${consumer.id} that acknowledges [${(travelling[0] ?? []).join(', ')}] never arrives`,
    },
  ]),
};

export const outstandingClearedProperties: readonly IcsProperty[] = [
  outstandingEventuallyCleared,
  outstandingClearedAfterNextChange,
];

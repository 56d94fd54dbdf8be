/** Whether somebody may stay down on a consumer for ever: what a report that is never made would hide. */
import { channelOf, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import { mayBeDroppedSilently, mayOptOutSoftly, mayReturnWithinEpoch } from './expectations.ts';
import {
  ofEachConsumer,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { downtimeImpunity, type DowntimeImpunity } from './observers/downtime-impunity.ts';
import { isOldestMet } from './observers/oldest-first.ts';
import { slashAcks, type SlashAcks } from './observers/slash-acks.ts';
import { unlessRestarted, withoutRestart } from './lost-in-restart.ts';
import { isSevered } from './relation.ts';

const hasAnybodyAtLarge = ({ established, open }: DowntimeImpunity): boolean =>
  established && open.length > 0;

const explanation = (consumer: ConsumerInstance) => (state: DowntimeImpunity) =>
  `the validator of key ${state.open[0]} is down on ${consumer.id} for ever, stays in its set and is not jailed; down with it: [${state.open.slice(1).join(', ')}]`;

const noDowntimeImpunity: IcsProperty = {
  id: 'no-downtime-impunity',
  title: 'Nobody is down for ever with impunity',
  kind: 'leadsTo',
  statement:
    "A validator that is down on a consumer is eventually jailed, leaves the consumer's set or signs again.",
  source: [
    'interchain-security issues 497, 1569, 1751, pull request 1763',
    'x/ccv/consumer QueueSlashPacket',
  ],
  assumptions: ['SB', 'LB', 'CR', 'NX', 'NC', 'HC', 'F2', 'the consumer has received a VSC (SC-12)'],
  witness: 'a member of a consumer is down and not in jail',
  expected: (system) =>
    mayReturnWithinEpoch(system) ||
    (mayBeDroppedSilently(system) && !system.features.vscMaturity) ||
    mayOptOutSoftly(system)
      ? 'violated'
      : 'holds',
  finding: {
    id: 'N13',
    restoredBy: 'no-downtime-impunity-after-next-change',
    assumption:
      "the consumer's validator set changes once more after the report was decided, and the validator may not opt out softly",
  },
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'leadsTo',
      scope: consumer.id,
      fairness: 'F2',
      reads: [`downtime-impunity-${consumer.id}`, recordOf(consumer.id), channelOf(consumer.id)],
      observers: [downtimeImpunity(instance, consumer)],
      from: hasAnybodyAtLarge,
      to: isOldestMet,
      excluded: (_: DowntimeImpunity, record: RecordSnapshot, channel: ChannelSnapshot) =>
        isSevered(record, channel),
      explain: explanation(consumer),
    },
  ]),
};

/** The flag of the key stays set, and why is known: its acknowledgement waits for a set change (N13) or never existed (N14). */
function isFlagStuck(key: string | undefined, { waiting, droppedSilently }: SlashAcks): boolean {
  return key !== undefined && (waiting.includes(key) || droppedSilently.includes(key));
}

/** It need not sign. */
function isExempt({ open: [key], exempt }: DowntimeImpunity): boolean {
  return key !== undefined && exempt.includes(key);
}

const noDowntimeImpunityAfterNextChange: IcsProperty = {
  id: 'no-downtime-impunity-after-next-change',
  title: 'Nobody is down for ever with impunity, once the set changes',
  kind: 'leadsTo',
  statement:
    "A validator that is down on a consumer is eventually jailed, leaves the consumer's set or signs again, unless an acknowledgement of an earlier report about it waits for the consumer's next set change, or that report was dropped without one and the validator has not entered the set since; or unless it is among the smallest, which may opt out softly (v1.2-v4.3).",
  source: ['interchain-security issues 237, 497, 1569, 1751', 'ICS-28 methods for SlashAcks'],
  assumptions: [
    'SB',
    'LB',
    'CR',
    'NX',
    'NC',
    'HC',
    'F2',
    'the consumer has received a VSC (SC-12)',
    withoutRestart,
  ],
  witness: 'a member of a consumer is down and not in jail',
  expected: () => 'holds',
  // Closed with one more set change for each consumer, so that the exception does not swallow the rule.
  checks: unlessRestarted(
    ofEachConsumer((instance, consumer) => [
      {
        kind: 'leadsTo',
        scope: consumer.id,
        fairness: 'F2',
        reads: [
          `downtime-impunity-${consumer.id}`,
          `slash-acks-${consumer.id}`,
          recordOf(consumer.id),
          channelOf(consumer.id),
        ],
        observers: [downtimeImpunity(instance, consumer), slashAcks(instance, consumer)],
        from: (state: DowntimeImpunity, acks: SlashAcks) =>
          hasAnybodyAtLarge(state) && !isExempt(state) && !isFlagStuck(state.open[0], acks),
        to: (state: DowntimeImpunity, acks: SlashAcks) =>
          isOldestMet(state) || isExempt(state) || isFlagStuck(state.open[0], acks),
        excluded: (
          _state: DowntimeImpunity,
          _acks: SlashAcks,
          record: RecordSnapshot,
          channel: ChannelSnapshot,
        ) => isSevered(record, channel),
        closing: 'churn',
        explain: explanation(consumer),
      },
    ]),
  ),
};

export const downtimeImpunityProperties: readonly IcsProperty[] = [
  noDowntimeImpunity,
  noDowntimeImpunityAfterNextChange,
];

/** What becomes of downtime reports: each is decided, once, and a decision without punishment has an excuse. */
import { channelOf, provider, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { ConsumerRecordContext, DowntimeDecision, ProviderContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayGoUnpunished, mayStarve } from './expectations.ts';
import {
  ofEachConsumer,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { downtimeReports, type DowntimeReports } from './observers/downtime-reports.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { hasReports, lostInRestart, unlessRestarted, withoutRestart } from './lost-in-restart.ts';
import { isSevered } from './relation.ts';
import { penaltyOf } from './slash-recomputation.ts';

const listOf = ({ undecided }: DowntimeReports): string =>
  undecided.map(({ key, bounces }) => (bounces > 0 ? `${key} (bounced)` : key)).join(', ');

/**
 * Reports of one consumer are decided in order, so all of them are if the oldest always is.
 * @param fairness what relayers do: one of the system's fairness sets.
 * @param closing what random runs end with.
 */
function oldestIsDecided(
  fairness: 'F1' | 'F2',
  closing: 'quiet' | 'contention' = 'quiet',
): IcsProperty['checks'] {
  return ofEachConsumer((instance, consumer) => [
    {
      kind: 'leadsTo',
      scope: consumer.id,
      fairness,
      closing,
      reads: [`downtime-reports-${consumer.id}`, recordOf(consumer.id), channelOf(consumer.id)],
      observers: [downtimeReports(instance, consumer)],
      from: ({ established, undecided }: DowntimeReports) => established && undecided.length > 0,
      to: ({ undecided, decided }: DowntimeReports) => decided !== null || undecided.length === 0,
      excluded: (_: DowntimeReports, record: RecordSnapshot, channel: ChannelSnapshot) =>
        isSevered(record, channel),
      explain: (reports: DowntimeReports) =>
        `the oldest undecided report of ${consumer.id} is never decided; undecided: ${listOf(reports)}`,
    },
  ]);
}

const downtimeAlwaysDecided: IcsProperty = {
  id: 'downtime-always-decided',
  title: 'Every downtime report is decided',
  kind: 'leadsTo',
  statement:
    'Every downtime report that a consumer has queued is eventually decided by the provider for good.',
  source: [
    'ICS-28 Consumer Slashing Warranty, Provider Slashing Warranty',
    'ADR-008',
    'Go TestSlashRetries, TestPacketSpam',
  ],
  assumptions: ['SB', 'LB', 'CR', 'NX', 'NC', 'HC', 'F2', 'the consumer has received a VSC (SC-12)'],
  witness: 'a report waits for its decision',
  expected: () => 'holds',
  checks: oldestIsDecided('F2'),
};

const downtimeAlwaysDecidedByDiligence: IcsProperty = {
  id: 'downtime-always-decided-by-diligence',
  title: 'Diligent relaying gets every downtime report decided',
  kind: 'leadsTo',
  statement:
    'Every downtime report is eventually decided if only relayers deliver whatever they can deliver, at whatever moments.',
  source: ['ADR-008 (throttling without queues on the provider)'],
  assumptions: [
    'SB',
    'LB',
    'CR',
    'NX',
    'NC',
    'HC',
    'F1',
    'the consumer has received a VSC (SC-12)',
    withoutRestart,
  ],
  witness: 'a report waits for its decision',
  expected: (system) => (mayStarve(system) ? 'violated' : 'holds'),
  finding: {
    id: 'N11',
    restoredBy: 'downtime-always-decided',
    assumption:
      'a report that keeps being retried is relayed, some day, at a moment when the slash meter is not negative (F2): no other consumer is served first every single time',
  },
  // Elsewhere the worst that relayers may do is no worse than what they do anyway, or takes luck to be seen.
  checks: (system) =>
    unlessRestarted(oldestIsDecided('F1', mayStarve(system) ? 'contention' : 'quiet'))(system),
};

const downtimeDecidedOnce: IcsProperty = {
  id: 'downtime-decided-once',
  title: 'No downtime report is decided twice',
  kind: 'always',
  statement: 'The provider decides for good only about reports that a consumer queued, and once about each.',
  source: ['ICS-28 Slashable Consumer Misbehavior (last clause)', 'ADR-008'],
  assumptions: ['SB', 'HC'],
  witness: 'a report was decided a moment ago',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [`downtime-reports-${consumer.id}`],
      observers: [downtimeReports(instance, consumer)],
      holds: ({ surplusDecision }: DowntimeReports) => surplusDecision === '',
      witness: ({ decided }: DowntimeReports) => decided !== null,
      explain: (reports: DowntimeReports) =>
        `a report of ${consumer.id} was decided that waited for no decision: ${reports.surplusDecision}; undecided: [${listOf(reports)}]`,
    },
  ]),
};

/** Decisions that punish, or find the validator in jail already. */
const punishing: readonly DowntimeDecision[] = ['executed', 'absorbedJailed', 'droppedTombstoned'];

function decisionOf({ emitted }: LocalStep<ConsumerRecordContext>) {
  return notesOf(emitted, 'reportDecided').find(({ decision }) => decision !== 'bounced');
}

const downtimeAlwaysPunished: IcsProperty = {
  id: 'downtime-always-punished',
  title: 'Every downtime report is punished',
  kind: 'step',
  statement:
    'Whenever the provider decides a downtime report for good, the validator is slashed and jailed for it, unless it is in jail already.',
  source: [
    'QA plan 4.07, 4.08',
    'ICS-28 Slashable Consumer Misbehavior',
    'Go TestRelayAndApplyDowntimePacket',
  ],
  assumptions: ['SB', 'HC', 'that a decision comes at all is downtime-always-decided'],
  witness: 'the provider decides a report',
  expected: (system) => (mayGoUnpunished(system) ? 'violated' : 'holds'),
  finding: {
    id: 'N6',
    restoredBy: 'downtime-always-punished-or-excused',
    assumption:
      'the validator stays in the set that the provider keeps of the consumer until the decision: relaying takes less than the rest of the epoch',
  },
  checks: ofEachConsumer((_, consumer) => [
    {
      kind: 'step',
      scope: consumer.id,
      on: recordOf(consumer.id),
      holds: (step: LocalStep<ConsumerRecordContext>) => {
        const decided = decisionOf(step);
        return decided === undefined || punishing.includes(decided.decision);
      },
      witness: (step: LocalStep<ConsumerRecordContext>) => decisionOf(step) !== undefined,
      explain: (step: LocalStep<ConsumerRecordContext>) => {
        const decided = decisionOf(step);
        return `the downtime of ${decided?.validator} (key ${decided?.key} on ${consumer.id}) goes unpunished: the report is ${decided?.decision}, and acknowledged to the consumer as handled`;
      },
    },
  ]),
};

/** What makes a decision without punishment legitimate, judged by the record's own state before it. */
function isExcusedByRecord(step: LocalStep<ConsumerRecordContext>): boolean {
  const decided = decisionOf(step);
  switch (decided?.decision) {
    case 'droppedNotInSet':
      return step.before.context.stored.every(({ validator }) => validator !== decided.validator);
    case 'droppedStopped':
      return step.before.value !== 'launched';
    default:
      return true;
  }
}

/** Whether the provider's answer to an accepted report is the one that the validator's state calls for. */
function wrongAnswer(
  instance: Instance,
  consumer: ConsumerInstance,
  step: LocalStep<ProviderContext>,
): string {
  const event = eventOf(step);
  if (event.type !== 'handleDowntime' || event.consumer !== consumer.id) return '';
  const find = (context: ProviderContext) => context.validators.find(({ id }) => id === event.validator);
  const before = find(step.before.context);
  const answers = messagesOf(step.emitted, 'reportHandled');
  const decision = answers[0]?.decision;
  const called: DowntimeDecision =
    before === undefined
      ? 'droppedUnknownValidator'
      : before.status === 'Unbonded'
        ? 'droppedUnbonded'
        : before.tombstoned
          ? 'droppedTombstoned'
          : before.jailed
            ? 'absorbedJailed'
            : 'executed';
  const who = `the report of ${consumer.id} about ${event.validator} (key ${event.key})`;
  if (answers.length !== 1 || decision !== called) {
    return `${who} is answered [${answers.map((answer) => answer.decision).join(', ')}], expected ${called}`;
  }
  if (called !== 'executed') return '';
  const after = find(step.after.context);
  const { jailSeconds } = penaltyOf(instance, consumer, event);
  if (notesOf(step.emitted, 'slashed').length !== 1) return `${who} is executed without exactly one slash`;
  if (after?.jailed === true && after.jailedFor === jailSeconds) return '';
  return `${who} is executed, which is to jail for ${jailSeconds} s; the validator is ${after?.jailed === true ? `jailed for ${after.jailedFor} s` : 'not jailed'}`;
}

const downtimeAlwaysPunishedOrExcused: IcsProperty = {
  id: 'downtime-always-punished-or-excused',
  title: 'A downtime report goes unpunished only with an excuse',
  kind: 'step',
  statement:
    'A report that is decided slashes the validator once and jails it for the term of the consumer, unless it is then in jail, tombstoned, unbonded, unknown or out of the set that the provider keeps of the consumer, or the consumer is no longer launched.',
  source: [
    'x/ccv/provider/keeper/relay.go OnRecvSlashPacket, HandleSlashPacket',
    'QA plan 4.07, 4.08',
    'Go TestHandleSlashPacketDowntime',
  ],
  assumptions: ['SB', 'HC', 'that a decision comes at all is downtime-always-decided'],
  witness: 'the provider decides a report',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer): readonly Check[] => [
    {
      kind: 'step',
      scope: `${consumer.id}: record`,
      on: recordOf(consumer.id),
      holds: isExcusedByRecord,
      witness: (step: LocalStep<ConsumerRecordContext>) => decisionOf(step) !== undefined,
      explain: (step: LocalStep<ConsumerRecordContext>) => {
        const decided = decisionOf(step);
        const stored = step.before.context.stored.map(({ validator }) => validator).join(', ');
        return `the report about ${decided?.validator} is ${decided?.decision}, but ${consumer.id} is ${JSON.stringify(step.before.value)} and its stored set is {${stored}}`;
      },
    },
    {
      kind: 'step',
      scope: `${consumer.id}: provider`,
      on: provider,
      holds: (step: LocalStep<ProviderContext>) => wrongAnswer(instance, consumer, step) === '',
      witness: ({ event }: LocalStep<ProviderContext>) =>
        event.type === 'handleDowntime' && event['consumer'] === consumer.id,
      explain: (step: LocalStep<ProviderContext>) => wrongAnswer(instance, consumer, step),
    },
  ]),
};

export const downtimeProperties: readonly IcsProperty[] = [
  ...lostInRestart(downtimeAlwaysDecided, hasReports),
  downtimeAlwaysDecidedByDiligence,
  downtimeDecidedOnce,
  downtimeAlwaysPunished,
  downtimeAlwaysPunishedOrExcused,
];

/** Slash acknowledgements on their way back, and reports that wait for them. */
import { recordOf } from '../model/component-ids.ts';
import { mayRejoinWhileReported } from './expectations.ts';
import { ofEachConsumer, type IcsProperty, type RecordSnapshot } from './ics-property.ts';
import { sameKeys } from './observers/outside-keys.ts';
import { slashAcks, type SlashAcks } from './observers/slash-acks.ts';
import { isRemoved } from './relation.ts';
import { unresolvedReports, type UnresolvedReports } from './observers/unresolved-reports.ts';

const acksConserved: IcsProperty = {
  id: 'acks-conserved',
  title: 'Slash acknowledgements arrive exactly once',
  kind: 'always',
  statement:
    'Every slash acknowledgement that the provider records for a consumer, under the key that the consumer reported, is carried by exactly one VSC, the next one for that consumer, and by none for another.',
  source: ['ICS-28 methods for SlashAcks', 'Go TestSlashAcks', 'interchain-security issues 693, 694, 708'],
  assumptions: ['SB'],
  witness: 'an acknowledgement waits, or a VSC carries one',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [`slash-acks-${consumer.id}`, recordOf(consumer.id)],
      observers: [slashAcks(instance, consumer)],
      holds: ({ waiting, defect }: SlashAcks, record: RecordSnapshot) =>
        defect === '' && (isRemoved(instance, record) || sameKeys(waiting, record.context.slashAcks)),
      witness: ({ waiting, travelling }: SlashAcks) => waiting.length + travelling.length > 0,
      explain: ({ waiting, defect }: SlashAcks, { context }: RecordSnapshot) =>
        defect === ''
          ? `reports of ${consumer.id} about [${waiting.join(', ')}] were acknowledged since its last VSC, but the acknowledgements that wait are [${context.slashAcks.join(', ')}]`
          : defect,
    },
  ]),
};

/** Keys with more than one unresolved report; without `all`, those whose flag is void do not count. */
function reportedTwice({ reports }: UnresolvedReports, all: boolean): readonly string[] {
  if (reports.length < 2) return [];
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { key, stale } of reports) {
    if (stale && !all) continue;
    if (seen.has(key)) twice.push(key);
    seen.add(key);
  }
  return twice;
}

/** Both forms differ in nothing but which reports count. */
const countingReports = (all: boolean): IcsProperty['checks'] =>
  ofEachConsumer((instance, consumer) => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [`unresolved-reports-${consumer.id}`],
      observers: [unresolvedReports(instance, consumer)],
      holds: (state: UnresolvedReports) => reportedTwice(state, all).length === 0,
      witness: ({ reports }: UnresolvedReports) => reports.length > 0,
      explain: (state: UnresolvedReports) => {
        const described = state.reports.map(({ key, decided, stale }) =>
          [
            key,
            ...(decided ? ['decided'] : []),
            ...(stale ? ['void since the key entered the set'] : []),
          ].join(' '),
        );
        return `${consumer.id} has a second unresolved report about ${reportedTwice(state, all).join(', ')}; unresolved: [${described.join('; ')}]`;
      },
    },
  ]);

const oneOutstandingReportPerKey: IcsProperty = {
  id: 'one-outstanding-report-per-key',
  title: 'No second downtime report while one is outstanding',
  kind: 'always',
  statement:
    'A consumer never has two unresolved downtime reports about a key, not counting reports from before the key last entered its set.',
  source: ['Quint WaitingForSlashPacketAckInv (related)', 'QA plan 8.01', 'x/ccv/consumer QueueSlashPacket'],
  assumptions: ['SB', 'HC', 'the key does not leave and rejoin the set meanwhile (N17)'],
  witness: 'a report is unresolved',
  expected: () => 'holds',
  checks: countingReports(false),
};

const oneOutstandingReportAcrossEntries: IcsProperty = {
  id: 'one-outstanding-report-across-entries',
  title: 'No second downtime report while one is outstanding, even if the validator leaves and rejoins',
  kind: 'always',
  statement: 'A consumer never has two unresolved downtime reports about a key.',
  source: ['interchain-security issue 1569 (whose repair clears the flag on entry)', 'QA plan 8.01'],
  assumptions: ['SB', 'HC'],
  witness: 'a report is unresolved',
  expected: (system) => (mayRejoinWhileReported(system) ? 'violated' : 'holds'),
  finding: {
    id: 'N17',
    restoredBy: 'one-outstanding-report-per-key',
    assumption:
      'the validator does not leave and rejoin the set of the consumer while the report is unresolved',
  },
  checks: countingReports(true),
};

export const slashAckProperties: readonly IcsProperty[] = [
  acksConserved,
  oneOutstandingReportPerKey,
  oneOutstandingReportAcrossEntries,
];

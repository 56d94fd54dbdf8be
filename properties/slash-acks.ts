/** Slash acknowledgements on their way back, and reports that wait for them. */
import { consumerOf, recordOf } from '../model/component-ids.ts';
import { ofEachConsumer, type IcsProperty, type RecordSnapshot } from './ics-property.ts';
import { sameKeys } from './observers/outside-keys.ts';
import { slashAcks, type SlashAcks } from './observers/slash-acks.ts';
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
      holds: ({ waiting, defect }: SlashAcks, { context }: RecordSnapshot) =>
        defect === '' && sameKeys(waiting, context.slashAcks),
      witness: ({ waiting, travelling }: SlashAcks) => waiting.length + travelling.length > 0,
      explain: ({ waiting, defect }: SlashAcks, { context }: RecordSnapshot) =>
        defect === ''
          ? `reports of ${consumer.id} about [${waiting.join(', ')}] were acknowledged since its last VSC, but the acknowledgements that wait are [${context.slashAcks.join(', ')}]`
          : `${consumer.id}: ${defect}`,
    },
  ]),
};

/** Keys with more than one unresolved report, not counting those that were forgotten when the key entered the set. */
function reportedTwice({ reports }: UnresolvedReports): readonly string[] {
  if (reports.length < 2) return [];
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { key, stale } of reports) {
    if (stale) continue;
    if (seen.has(key)) twice.push(key);
    seen.add(key);
  }
  return twice;
}

const oneOutstandingReportPerKey: IcsProperty = {
  id: 'one-outstanding-report-per-key',
  title: 'No second downtime report while one is outstanding',
  kind: 'always',
  statement:
    'A consumer never has two unresolved downtime reports about a key, unless the key entered its set anew between them.',
  source: [
    'Quint WaitingForSlashPacketAckInv (related)',
    'QA plan 8.01',
    'interchain-security issue 1569 (N17: leaving and rejoining voids the flag)',
  ],
  assumptions: ['SB', 'HC', 'the key does not leave and rejoin the set meanwhile (N17)'],
  witness: 'a report is unresolved',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [`unresolved-reports-${consumer.id}`],
      observers: [unresolvedReports(instance, consumer)],
      holds: (state: UnresolvedReports) => reportedTwice(state).length === 0,
      witness: ({ reports }: UnresolvedReports) => reports.length > 0,
      explain: (state: UnresolvedReports) => {
        const all = state.reports.map(({ key, decided }) => (decided ? `${key} (decided)` : key)).join(', ');
        return `${consumerOf(consumer.id)} has a second unresolved report about ${reportedTwice(state).join(', ')}; unresolved: ${all}`;
      },
    },
  ]),
};

export const slashAckProperties: readonly IcsProperty[] = [acksConserved, oneOutstandingReportPerKey];

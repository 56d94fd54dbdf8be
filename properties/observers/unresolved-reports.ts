/**
 * The downtime reports of a consumer that are unresolved: from the report until its acknowledgement arrives with a VSC,
 * or until it is decided in a way that is never acknowledged. Several of one key can only come about when the consumer
 * forgot that it was waiting for the first one.
 */
import { consumerOf, recordOf } from '../../model/component-ids.ts';
import type { ConsumerKey, ModelNote } from '../../model/vocabulary.ts';
import { featuresOf } from '../../model/vsc-age.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { eventOf, notesIn } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';
import { enteredFrom, outsideOf, sameKeys } from './outside-keys.ts';

export interface UnresolvedReport {
  readonly key: ConsumerKey;
  /** Decided; its acknowledgement has not arrived. */
  readonly decided: boolean;
  /**
   * Its flag is void: the validator has entered the consumer's set since (clear-on-entry), or the acknowledgement of a
   * report from before that has arrived, which names the key and so clears the flag of the later report as well.
   */
  readonly stale: boolean;
}

export interface UnresolvedReports {
  /** In the order in which they were queued. */
  readonly reports: readonly UnresolvedReport[];
  /** Keys of theirs that are not in the consumer's set. */
  readonly outside: readonly ConsumerKey[];
}

export const unresolvedReports = onePerConsumer<UnresolvedReports>((instance, { id }) => {
  const record = recordOf(id);
  const { clearFlagOnEntry } = featuresOf(instance);
  return {
    id: `unresolved-reports-${id}`,
    initial: { reports: [], outside: [] },
    observes: [record, consumerOf(id)],
    reduce: (state, delivery) => {
      if (delivery.component !== record) return afterConsumer(state, delivery, clearFlagOnEntry);
      let { reports } = state;
      for (const note of notesOf(delivery.emitted, 'reportDecided')) reports = afterDecision(reports, note);
      return withReports(state, reports);
    },
  };
});

function afterDecision(
  reports: readonly UnresolvedReport[],
  { key, decision, acked }: Extract<ModelNote, { type: 'reportDecided' }>,
): readonly UnresolvedReport[] {
  if (decision === 'bounced') return reports;
  const at = reports.findIndex((report) => report.key === key && !report.decided);
  const report = reports[at];
  if (report === undefined) return reports;
  return acked ? reports.with(at, { ...report, decided: true }) : reports.toSpliced(at, 1);
}

function afterConsumer(
  state: UnresolvedReports,
  delivery: ObservedDelivery,
  clearFlagOnEntry: boolean,
): UnresolvedReports {
  const event = eventOf(delivery);
  let { reports, outside } = state;
  if (event.type === 'vscReceived') {
    for (const key of event.slashAcks) {
      reports = afterAcknowledgement(reports, key);
    }
  }
  for (const note of notesIn(delivery.emitted)) {
    if (note.type === 'changesApplied' && clearFlagOnEntry) {
      const entered = enteredFrom(outside, note.set);
      if (entered.length > 0) {
        reports = reports.map((report) =>
          entered.includes(report.key) ? { ...report, stale: true } : report,
        );
      }
    } else if (note.type === 'reportQueued') {
      reports = [...reports, { key: note.report.key, decided: false, stale: false }];
    } else if (note.type === 'consumerBlockEnded') {
      outside = outsideOf([...new Set(reports.map(({ key }) => key))], note.set);
    }
  }
  if (!sameKeys(outside, state.outside)) return { reports, outside };
  return withReports(state, reports);
}

function afterAcknowledgement(
  reports: readonly UnresolvedReport[],
  key: ConsumerKey,
): readonly UnresolvedReport[] {
  const at = reports.findIndex((report) => report.key === key && report.decided);
  const acknowledged = reports[at];
  if (acknowledged === undefined) return reports;
  const others = reports.toSpliced(at, 1);
  if (!acknowledged.stale) return others;
  return others.map((report) => (report.key === key ? { ...report, stale: true } : report));
}

function withReports(state: UnresolvedReports, reports: readonly UnresolvedReport[]): UnresolvedReports {
  return reports === state.reports ? state : { ...state, reports };
}

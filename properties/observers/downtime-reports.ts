/**
 * Follows the downtime reports of one consumer from the moment they are queued to their final decision. A consumer has
 * its reports decided in the order in which it queued them (head-of-line blocking), so a list in that order is all that
 * there is to remember.
 */
import { consumerOf, provider, recordOf } from '../../model/component-ids.ts';
import type { ConsumerId, ConsumerKey, DowntimeDecision } from '../../model/vocabulary.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { eventOf, notesIn } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

interface UndecidedReport {
  readonly key: ConsumerKey;
  /** How often it was bounced; 2 stands for more. */
  readonly bounces: 0 | 1 | 2;
}

interface DecidedReport extends UndecidedReport {
  readonly decision: DowntimeDecision;
}

export interface DowntimeReports {
  /** The consumer has received a VSC, without which it sends no reports (SC-12). */
  readonly established: boolean;
  /** Queued and not decided for good, oldest first. */
  readonly undecided: readonly UndecidedReport[];
  /** Decided since the consumer's last block. */
  readonly decided: DecidedReport | null;
  /** A decision about a report that was not waiting for one: decided before, or never made. */
  readonly surplusDecision: string;
  /** A punishment that no undecided report asks for, or the second one for the same report. */
  readonly surplusPunishment: string;
}

export const downtimeReports = onePerConsumer<DowntimeReports>((_, { id, channelEstablished }) => {
  const chain = consumerOf(id);
  return {
    id: `downtime-reports-${id}`,
    initial: {
      established: channelEstablished,
      undecided: [],
      decided: null,
      surplusDecision: '',
      surplusPunishment: '',
    },
    observes: [provider, recordOf(id), chain],
    reduce: (state, delivery) => {
      if (delivery.component === chain) return afterConsumer(state, delivery);
      return delivery.component === provider
        ? afterProvider(state, delivery, id)
        : afterRecord(state, delivery);
    },
  };
});

function afterConsumer(state: DowntimeReports, delivery: ObservedDelivery): DowntimeReports {
  const { type } = delivery.event;
  let next = state;
  if (type === 'vscReceived' && !next.established) next = { ...next, established: true };
  if ((type === 'nextBlock' || type === 'quietBlocks') && next.decided !== null)
    next = { ...next, decided: null };
  for (const { report } of notesOf(delivery.emitted, 'reportQueued')) {
    next = { ...next, undecided: [...next.undecided, { key: report.key, bounces: 0 }] };
  }
  return next;
}

function afterRecord(state: DowntimeReports, { emitted }: ObservedDelivery): DowntimeReports {
  let next = state;
  for (const { key, decision } of notesOf(emitted, 'reportDecided')) {
    const at = next.undecided.findIndex((report) => report.key === key);
    const report = next.undecided[at];
    if (report === undefined) {
      if (decision !== 'bounced') next = { ...next, surplusDecision: `${key} ${decision}` };
    } else if (decision === 'bounced') {
      const bounced: UndecidedReport = { key, bounces: report.bounces === 0 ? 1 : 2 };
      next = { ...next, undecided: next.undecided.with(at, bounced) };
    } else {
      next = { ...next, undecided: next.undecided.toSpliced(at, 1), decided: { ...report, decision } };
    }
  }
  return next;
}

/** The provider punishes before it answers, so the report that it punishes for is still undecided here. */
function afterProvider(
  state: DowntimeReports,
  delivery: ObservedDelivery,
  consumer: ConsumerId,
): DowntimeReports {
  const event = eventOf(delivery);
  if (event.type !== 'handleDowntime' || event.consumer !== consumer) return state;
  let slashes = 0;
  let jailings = 0;
  for (const note of notesIn(delivery.emitted)) {
    if (note.type === 'slashed' && note.cause === consumer) slashes++;
    if (note.type === 'jailed' && note.cause === consumer) jailings++;
  }
  if (slashes + jailings === 0) return state;
  const isAskedFor = state.undecided.some(({ key }) => key === event.key);
  if (isAskedFor && slashes <= 1 && jailings <= 1) return state;
  const times = `slashed ${String(slashes)} times, jailed ${String(jailings)} times`;
  return {
    ...state,
    surplusPunishment: `${event.key} ${times}${isAskedFor ? '' : ' for no undecided report'}`,
  };
}

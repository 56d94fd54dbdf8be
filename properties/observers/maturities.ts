/**
 * Follows the VSCs of one consumer until their maturity is registered, with clocks of its own: how long until a VSC that
 * was received matures, and until when it has to be answered for. And the order of maturities and downtime reports.
 */
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { channelOf, consumerOf, provider, recordOf } from '../../model/component-ids.ts';
import type { Features } from '../../model/features.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { VscRef } from '../../model/vocabulary.ts';
import { featuresOf, growOlder, mayChangePeriod, oldestVscAge, vscTimeoutOf } from '../../model/vsc-age.ts';
import { eventOf } from '../model-events.ts';
import { isOlder, nameOf } from '../vsc-order.ts';
import { blocksBegun, messagesOf, notesOf, providerClockMoves } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

interface AwaitedVsc {
  readonly vsc: VscRef;
  /** Seconds of the provider's clock until it is overdue, once sent; overdue when < 0. Null: not sent yet. */
  readonly dueIn: number | null;
}

export interface Maturities {
  /** Provided, their maturity not registered; oldest first. */
  readonly awaited: readonly AwaitedVsc[];
  /** Seconds that passed with the provider's last block: what it sends at its end was sent so long ago. */
  readonly blockSeconds: number;
  /** The oldest of them was registered in the provider's present block. */
  readonly met: boolean;
  /** Received and not reported, with the seconds of the consumer's clock until they mature. */
  readonly maturing: readonly { readonly vsc: VscRef; readonly left: number }[];
  /** Reported and not registered, with the number of undecided reports that were queued before. */
  readonly reported: readonly { readonly vsc: VscRef; readonly behind: number }[];
  /** Reports queued and not decided for good. */
  readonly undecided: number;
  /** The newest VSC whose maturity is registered; null while there is none. */
  readonly registered: VscRef | null;
  /** The oldest answer was overdue when a block ended, and the consumer was not removed. */
  readonly overdue: boolean;
  /** The first breach of each promise; empty if none. */
  readonly unprovided: string;
  readonly early: string;
  readonly late: string;
  readonly disorder: string;
  readonly overtaking: string;
  /** The unbonding period by which what arrives matures, and whether it was ever shortened; told where it may change. */
  readonly period?: { readonly seconds: number; readonly shortened: boolean };
  /** The consumer was stopped. */
  readonly over: boolean;
}

export const maturitiesId = (consumer: string): string => `maturities-${consumer}`;

export const maturities = onePerConsumer<Maturities>(createMaturities);

const atFirst: Maturities = {
  awaited: [],
  blockSeconds: 0,
  met: false,
  maturing: [],
  reported: [],
  undecided: 0,
  registered: null,
  overdue: false,
  unprovided: '',
  early: '',
  late: '',
  disorder: '',
  overtaking: '',
  over: false,
};

export function createMaturities(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<Maturities> {
  const { id, unbondingSeconds } = consumer;
  const oldest = oldestVscAge(instance);
  const timeout = vscTimeoutOf(instance);
  const features = featuresOf(instance);
  return {
    id: maturitiesId(id),
    initial: mayChangePeriod(instance, consumer)
      ? { ...atFirst, period: { seconds: unbondingSeconds, shortened: false } }
      : atFirst,
    observes: [provider, recordOf(id), channelOf(id), consumerOf(id)],
    reduce: (state, delivery) => {
      if (state.over) return state;
      switch (delivery.component) {
        case provider:
          return atProvider(state, delivery, features);
        case recordOf(id):
          return atRecord(state, delivery, oldest);
        case channelOf(id):
          return atChannel(state, delivery, timeout);
        default:
          return atConsumer(state, delivery, unbondingSeconds);
      }
    },
  };
}

/** What is overdue when a block ends is judged when the whole step is over: the consumer may be removed in it. */
function atProvider(before: Maturities, { event }: ObservedDelivery, features: Features): Maturities {
  const state = before.met && blocksBegun(event).blocks > 0 ? { ...before, met: false } : before;
  const { moves, seconds } = providerClockMoves(event, features);
  if (!moves) return state;
  const overdue = (state.awaited[0]?.dueIn ?? 0) < 0;
  const awaited = state.awaited.map(({ vsc, dueIn }) => ({
    vsc,
    dueIn: dueIn === null ? null : Math.max(-1, dueIn - seconds),
  }));
  return { ...state, awaited, blockSeconds: seconds, overdue };
}

function atRecord(state: Maturities, delivery: ObservedDelivery, oldest: number): Maturities {
  const { emitted } = delivery;
  if (eventOf(delivery).type === 'vscIdAdvanced') return olderBy(state, oldest);
  if (notesOf(emitted, 'consumerStopped').length > 0) return { ...atFirst, over: true };
  let result = state;
  for (const { change } of notesOf(emitted, 'vscProvided'))
    result = { ...result, awaited: [...result.awaited, { vsc: change.vsc, dueIn: null }] };
  for (const { decision } of notesOf(emitted, 'reportDecided'))
    if (decision !== 'bounced') result = decidedOne(result);
  // A report that makes no sense is refused: nothing will ever be decided about it.
  for (const answer of messagesOf(emitted, 'writeSlashAck'))
    if (answer.result === 'error') result = decidedOne(result);
  for (const { vsc } of notesOf(emitted, 'maturityRegistered')) result = registered(result, vsc);
  return result;
}

function decidedOne(state: Maturities): Maturities {
  const reported = state.reported.map(({ vsc, behind }) => ({ vsc, behind: Math.max(0, behind - 1) }));
  return { ...state, undecided: Math.max(0, state.undecided - 1), reported };
}

function registered(state: Maturities, vsc: VscRef): Maturities {
  const at = state.awaited.findIndex((each) => each.vsc === vsc);
  const reportedAt = state.reported.findIndex((each) => each.vsc === vsc);
  const ahead = state.reported[reportedAt]?.behind ?? 0;
  const isDisorder = state.registered !== null && isOlder(vsc, state.registered);
  return {
    ...state,
    awaited: at === -1 ? state.awaited : state.awaited.toSpliced(at, 1),
    met: state.met || at === 0,
    reported: reportedAt === -1 ? state.reported : state.reported.toSpliced(reportedAt, 1),
    registered: isDisorder ? state.registered : vsc,
    unprovided: state.unprovided || (at === -1 ? `${nameOf(vsc)} was not provided` : ''),
    early: state.early || (reportedAt === -1 ? `${nameOf(vsc)} is registered, but it has not matured` : ''),
    disorder: state.disorder || (isDisorder ? `${nameOf(vsc)} is registered after a newer one` : ''),
    overtaking:
      state.overtaking ||
      (ahead > 0
        ? `the maturity of ${nameOf(vsc)} is registered before ${String(ahead)} reports that were queued ahead of it are decided`
        : ''),
  };
}

function atChannel(state: Maturities, delivery: ObservedDelivery, timeout: number): Maturities {
  const event = eventOf(delivery);
  if (event.type !== 'sendVscs' || messagesOf(delivery.emitted, 'vscsSent').length === 0) return state;
  const sent = new Set(event.packets.map(({ vsc }) => vsc));
  return {
    ...state,
    awaited: state.awaited.map((each) =>
      sent.has(each.vsc) ? { ...each, dueIn: timeout - state.blockSeconds } : each,
    ),
  };
}

function atConsumer(state: Maturities, delivery: ObservedDelivery, unchanged: number): Maturities {
  const event = eventOf(delivery);
  let result = state;
  const period = state.period?.seconds ?? unchanged;
  if (event.type === 'changeUnbondingPeriod') {
    const shortened = state.period?.shortened === true || event.seconds < period;
    return { ...state, period: { seconds: event.seconds, shortened } };
  }
  if (event.type === 'vscReceived')
    result = { ...result, maturing: [...result.maturing, { vsc: event.vsc, left: period }] };
  const { blocks, seconds } = blocksBegun(event);
  for (const { vsc } of notesOf(delivery.emitted, 'maturityQueued')) {
    const found = result.maturing.find((each) => each.vsc === vsc);
    const left = found?.left ?? period;
    result = {
      ...result,
      maturing: result.maturing.filter((each) => each !== found),
      reported: [...result.reported, { vsc, behind: result.undecided }],
      early: result.early || (left > 0 ? `${nameOf(vsc)} matures ${String(left)} s too early` : ''),
    };
  }
  if (blocks > 0) {
    const missed = result.maturing.find(({ left }) => left === 0);
    result = {
      ...result,
      late:
        result.late || (missed === undefined ? '' : `${nameOf(missed.vsc)} has matured, but is not reported`),
      maturing: result.maturing.map(({ vsc, left }) => ({ vsc, left: Math.max(0, left - seconds) })),
    };
  }
  const reports = notesOf(delivery.emitted, 'reportQueued').length;
  return reports === 0 ? result : { ...result, undecided: result.undecided + reports };
}

function olderBy(state: Maturities, oldest: number): Maturities {
  const older = <Item extends { readonly vsc: VscRef }>(items: readonly Item[]): readonly Item[] =>
    items.map((item) => ({ ...item, vsc: growOlder(item.vsc, oldest) }));
  return {
    ...state,
    awaited: older(state.awaited),
    maturing: older(state.maturing),
    reported: older(state.reported),
    registered: state.registered === null ? null : growOlder(state.registered, oldest),
  };
}

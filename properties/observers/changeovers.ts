/**
 * Follows a chain that changes over to being a consumer: which set is in force, to whom misbehaviour is told, and how long
 * stake on the chain itself takes to unbond, by a clock of its own.
 */
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { isStandalone } from '../../model/changeover/is-standalone.ts';
import { consumerOf, provider, recordOf, standaloneOf } from '../../model/component-ids.ts';
import { showsOwnDoubleSigns } from '../../model/equivocation-scope.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { ConsumerKey } from '../../model/vocabulary.ts';
import { textOf } from '../key-powers.ts';
import { eventOf } from '../model-events.ts';
import { blocksBegun, messagesOf, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface Changeovers {
  /** The provider's set is in force. */
  readonly switched: boolean;
  /** The set that the provider launched the consumer with; empty before that. */
  readonly launchSet: string;
  /** Who may validate the chain, now or once what is under way has arrived; sorted. Null: nobody has changed over yet. */
  readonly known: readonly ConsumerKey[] | null;
  /** Stake on the chain itself that unbonds, with the seconds left of the unbonding period. */
  readonly unbonding: readonly { readonly key: ConsumerKey; readonly left: number }[];
  /** An infraction of before the changeover was told to the chain after it. */
  readonly toldLate: boolean;
  /** The first breach of each part of the promise; empty if none. */
  readonly wrongSet: string;
  readonly wrongCourt: string;
  readonly early: string;
  /** Who has signed twice as an own validator, and not as one of the consumer; only where that may be shown elsewhere. */
  readonly signedAtHome: readonly ConsumerKey[];
  /** The first of them that the provider punished for it, in words. */
  readonly punishedAway: string;
}

export const changeoversId = (consumer: string): string => `changeovers-${consumer}`;

export const changeovers = onePerConsumer<Changeovers>(createChangeovers);

function createChangeovers(instance: Instance, consumer: ConsumerInstance): ObserverDefinition<Changeovers> {
  const { id, unbondingSeconds } = consumer;
  const isShown = showsOwnDoubleSigns(instance);
  const own = isStandalone(consumer) ? Object.keys(consumer.standalone.validators) : [];
  return {
    id: changeoversId(id),
    initial: {
      switched: false,
      launchSet: '',
      known: null,
      unbonding: [],
      toldLate: false,
      wrongSet: '',
      wrongCourt: '',
      early: '',
      signedAtHome: [],
      punishedAway: '',
    },
    observes: [recordOf(id), standaloneOf(id), consumerOf(id), ...(isShown ? [provider] : [])],
    reduce: (before, delivery) => {
      const state = isShown ? withDoubleSigns(before, delivery) : before;
      switch (delivery.component) {
        case provider:
          return atProvider(state, delivery, id);
        case recordOf(id):
          return atRecord(state, delivery);
        case consumerOf(id):
          return atConsumer(state, delivery, own);
        default:
          return atStandalone(state, delivery, unbondingSeconds);
      }
    },
  };
}

/** What is proved of a key as that of a validator of the consumer is for the provider to punish, whatever was before. */
function withDoubleSigns(state: Changeovers, { emitted }: ObservedDelivery): Changeovers {
  const asMembers = notesOf(emitted, 'equivocated').map(({ key }) => key);
  const known = state.signedAtHome.filter((key) => !asMembers.includes(key));
  const keys = [...known, ...notesOf(emitted, 'ownDoubleSigned').map(({ key }) => key)];
  const signedAtHome = [...new Set(keys)].sort();
  return signedAtHome.join() === state.signedAtHome.join() ? state : { ...state, signedAtHome };
}

function atProvider(state: Changeovers, delivery: ObservedDelivery, consumer: string): Changeovers {
  const event = eventOf(delivery);
  if (event.type !== 'punishEquivocation' || event.consumer !== consumer || state.punishedAway !== '')
    return state;
  const [slashed] = notesOf(delivery.emitted, 'slashed');
  return slashed === undefined || !state.signedAtHome.includes(event.key)
    ? state
    : {
        ...state,
        punishedAway: `${slashed.validator} is punished on the provider for what ${event.key} did before the changeover`,
      };
}

function atRecord(state: Changeovers, { emitted }: ObservedDelivery): Changeovers {
  const [launched] = notesOf(emitted, 'consumerLaunched');
  return launched === undefined ? state : { ...state, launchSet: textOf(launched.set) };
}

function atStandalone(state: Changeovers, delivery: ObservedDelivery, period: number): Changeovers {
  const { emitted } = delivery;
  const event = eventOf(delivery);
  let result = state;
  for (const { key } of notesOf(emitted, 'ownUnbondingStarted'))
    result = { ...result, unbonding: [...result.unbonding, { key, left: period }] };
  for (const { key } of notesOf(emitted, 'ownUnbondingCompleted')) result = completed(result, key);
  const [start] = messagesOf(emitted, 'genesisMade');
  if (start !== undefined) result = switched(result, start.set);
  const seconds = event.type === 'ownTimePassed' ? event.seconds : blocksBegun(event).seconds;
  if (seconds === 0 || result.unbonding.length === 0) return result;
  return {
    ...result,
    unbonding: result.unbonding.map(({ key, left }) => ({ key, left: Math.max(0, left - seconds) })),
  };
}

function completed(state: Changeovers, key: ConsumerKey): Changeovers {
  const at = state.unbonding.findIndex((entry) => entry.key === key);
  const left = state.unbonding[at]?.left ?? 0;
  return {
    ...state,
    unbonding: state.unbonding.filter((_, index) => index !== at),
    early:
      state.early ||
      (left > 0 ? `stake with ${key} on the chain itself is paid out ${String(left)} s too early` : ''),
  };
}

function switched(state: Changeovers, set: Parameters<typeof textOf>[0]): Changeovers {
  const text = textOf(set);
  const fault = state.switched
    ? 'the chain changes over for a second time'
    : text === state.launchSet
      ? ''
      : `the chain changes over to ${text}, the genesis has ${state.launchSet}`;
  return {
    ...state,
    switched: true,
    known: set.map(({ key }) => key).toSorted(),
    wrongSet: state.wrongSet || fault,
  };
}

function atConsumer(state: Changeovers, delivery: ObservedDelivery, own: readonly string[]): Changeovers {
  const { emitted } = delivery;
  const event = eventOf(delivery);
  let result = state;
  if (event.type === 'vscReceived' && result.known !== null) {
    const known = [...new Set([...result.known, ...event.updates.map(({ key }) => key)])].sort();
    if (known.length > result.known.length) result = { ...result, known };
  }
  if (event.type === 'oldInfractionFound') {
    const isReported = notesOf(emitted, 'doubleSignReportQueued').length > 0;
    const isPunished = messagesOf(emitted, 'slashOwn').length > 0;
    const fault = isReported
      ? `what ${event.key} did before the changeover is reported to the provider`
      : isPunished
        ? ''
        : `what ${event.key} did before the changeover is not for anybody to punish`;
    result = { ...result, toldLate: true, wrongCourt: result.wrongCourt || fault };
  }
  for (const { set } of notesOf(emitted, 'consumerBlockEnded')) {
    const back = set.find(({ key }) => own.includes(key) && !(result.known ?? []).includes(key));
    if (back !== undefined && result.wrongSet === '')
      result = { ...result, wrongSet: `${back.key}, which validated the chain before, is back` };
  }
  return result;
}

/**
 * For each set that a consumer uses: how long, on the provider's clock, misbehaviour under it can still be punished, and
 * what has happened since to the stake behind it.
 *
 * A set is in use in the consumer blocks that it signs. A block of consumer time t keeps it open until the provider's
 * clock reads t + U_c; each further block opens it anew. From being provided until it closes, a window remembers which
 * validators' stake has left for good and what was burnt, so that coverage need only be computed for those.
 *
 * Where unbondings wait for maturity (v1-v5) the stake must stay for as long as it is unknown to the provider whether the
 * period is over: a window stays open until the consumer has matured the VSC that superseded the set.
 *
 * It also measures the lag. A change can have taken effect on the provider as early as the epoch boundary before the one
 * that provided it; if a consumer still signs with the old set when lag + drift + U_c > U_p, the window is `late`: no
 * promise is left for it. Nothing here is unbounded: windows close, sums are tokens, clocks are cut off at U_p.
 */
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { channelOf, consumerOf, provider, recordOf } from '../../model/component-ids.ts';
import { hasKeys } from '../../model/epoch-stages.ts';
import { genesisValidatorSet } from '../../model/genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { ToConsumer, ValidatorId, VscRef } from '../../model/vocabulary.ts';
import { featuresOf, growOlder, oldestVscAge } from '../../model/vsc-age.ts';
import { byValidator, keyedOf, powerInText, textOf } from '../key-powers.ts';
import { eventOf } from '../model-events.ts';
import { isAsSpecified } from '../relation.ts';
import { beganAfter, isOlder } from '../vsc-order.ts';
import { infractionOf, withBurnt, type BurntStake } from './burnt-stake.ts';
import { blocksBegun, endsRelation, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface PowerWindow {
  readonly vsc: VscRef;
  /** The set as text, by validator. */
  readonly set: string;
  /** Seconds until the window closes; 0: closed, or not opened yet. */
  readonly closesIn: number;
  /** Seconds since the epoch boundary before the one that provided it; 0 once it has come into use. */
  readonly lag: number;
  /** The VSC that the provider issued to this consumer next; null while there is none. */
  readonly supersededBy: VscRef | null;
  /** Members of whose stake some has left since (an unbonding that began under this set completed); sorted. */
  readonly left: readonly ValidatorId[];
  /** Tokens burnt since, sorted by validator. */
  readonly burnt: readonly BurntStake[];
  /** The consumer kept using it for so long that the slack is used up. */
  readonly late: boolean;
}

export interface PowerWindows {
  /** Oldest first: closing ones, then the one that signs at `signing`, then those to come. */
  readonly windows: readonly PowerWindow[];
  /** Positions: signs the present block, rules ccVal in it, was received last. */
  readonly signing: number;
  readonly applied: number;
  readonly received: number;
  /** Consumer's clock minus provider's. */
  readonly drift: number;
  readonly sinceEpoch: number;
  /** Length of the epoch before, in seconds. */
  readonly lastEpoch: number;
  /** Redelegations under way, `from>to`, sorted: a slash of the source burns stake of the destination. */
  readonly redelegations: readonly string[];
  /** The relation has ended: nothing is promised any more. */
  readonly over: boolean;
  /** The provider has removed the consumer; told only by those that look beyond. */
  readonly removed?: boolean;
}

interface Periods {
  readonly consumerUnbonding: number;
  readonly providerUnbonding: number;
  /** Windows close when maturity is registered, not with time. */
  readonly closesByMaturity: boolean;
  /** Tells what was burnt for infractions under a set from what else was. */
  readonly tellsInfractions: boolean;
  /** From here on, more lag makes no difference. */
  readonly longestLag: number;
}

export const powerWindowsId = (consumer: string): string => `power-windows-${consumer}`;

export const powerWindows = onePerConsumer(createPowerWindows);

export const endedWindows: PowerWindows = {
  windows: [],
  signing: 0,
  applied: 0,
  received: 0,
  drift: 0,
  sinceEpoch: 0,
  lastEpoch: 0,
  redelegations: [],
  over: true,
};

/** What to begin with, and what a delivery changes as long as the end of the relation plays no part. */
export interface Follower {
  readonly initial: PowerWindows;
  readonly follow: (state: PowerWindows, delivery: ObservedDelivery) => PowerWindows;
}

export function followerOf(instance: Instance, consumer: ConsumerInstance): Follower {
  const oldest = oldestVscAge(instance);
  const periods: Periods = {
    consumerUnbonding: consumer.unbondingSeconds,
    providerUnbonding: instance.provider.unbondingSeconds,
    closesByMaturity: featuresOf(instance).vscMaturity,
    tellsInfractions: isAsSpecified(instance),
    longestLag: instance.provider.unbondingSeconds + instance.maxClockDriftSeconds + 1,
  };
  const launched = genesisValidatorSet(instance, consumer);
  const launchSet = textOf(byValidator(consumer, keyedOf(launched)));
  const closesIn = periods.closesByMaturity ? 1 : consumer.unbondingSeconds;
  return {
    initial: { ...endedWindows, windows: [{ ...newWindow('genesis', launchSet, 0), closesIn }], over: false },
    follow: (state, delivery) => {
      switch (delivery.component) {
        case provider:
          return atProvider(state, delivery, periods);
        case recordOf(consumer.id):
          return atRecord(state, delivery, consumer, oldest, periods);
        case consumerOf(consumer.id):
          return atConsumer(state, delivery, periods);
        default:
          return state;
      }
    },
  };
}

/** What tells of the consumer's sets and of the stake behind them. */
export const sourcesOf = ({ id }: ConsumerInstance): readonly string[] => [
  provider,
  recordOf(id),
  channelOf(id),
  consumerOf(id),
];

export function createPowerWindows(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<PowerWindows> {
  const { initial, follow } = followerOf(instance, consumer);
  return {
    id: powerWindowsId(consumer.id),
    initial,
    observes: sourcesOf(consumer),
    reduce: (state, delivery) => {
      if (state.over) return state;
      return endsRelation(delivery) ? endedWindows : follow(state, delivery);
    },
  };
}

function newWindow(vsc: VscRef, set: string, lag: number): PowerWindow {
  return { vsc, set, closesIn: 0, lag, supersededBy: null, left: [], burnt: [], late: false };
}

function atProvider(
  state: PowerWindows,
  { event, emitted }: ObservedDelivery,
  { longestLag, closesByMaturity, tellsInfractions }: Periods,
): PowerWindows {
  const punished = tellsInfractions ? infractionOf(event) : undefined;
  const isMember = (window: PowerWindow, validator: ValidatorId): boolean =>
    powerInText(window.set, validator) > 0;
  let { windows, redelegations } = state;
  const change = (validator: ValidatorId, changed: (window: PowerWindow) => PowerWindow): void => {
    windows = windows.map((window) => (isMember(window, validator) ? changed(window) : window));
  };
  const markLeft = (validator: ValidatorId): void => {
    change(validator, (window) => ({ ...window, left: withMember(window.left, validator) }));
  };

  const started = notesOf(emitted, 'unbondingStarted');
  for (const { entry } of started) {
    if (entry.kind === 'redelegation')
      redelegations = [...redelegations, `${entry.validator}>${entry.destination}`].sort();
  }
  // Stake moved away from an Unbonded validator leaves without an entry.
  if (event.type === 'redelegate' && started.length === 0) markLeft(String(event['from']));
  for (const { validator, burnt } of notesOf(emitted, 'slashed')) {
    if (burnt === 0) continue;
    const destinations = redelegations.flatMap((pair) =>
      pair.startsWith(`${validator}>`) ? [pair.slice(validator.length + 1)] : [],
    );
    for (const hit of new Set([validator, ...destinations])) {
      change(hit, (window) => {
        const underThis = tellsInfractions && window.vsc === punished ? burnt : 0;
        const burntOf = { validator: hit, tokens: burnt, ...(tellsInfractions ? { underThis } : {}) };
        return { ...window, burnt: withBurnt(window.burnt, burntOf) };
      });
    }
  }
  for (const { entry } of notesOf(emitted, 'unbondingCompleted')) {
    const pair = redelegations.indexOf(`${entry.validator}>${entry.destination}`);
    if (entry.kind === 'redelegation' && pair !== -1) redelegations = redelegations.toSpliced(pair, 1);
    windows = windows.map((window) =>
      isMember(window, entry.validator) && beganAfter(entry, window.vsc)
        ? { ...window, left: withMember(window.left, entry.validator) }
        : window,
    );
  }

  const { blocks, seconds } = blocksBegun(event);
  if (blocks === 0)
    return windows === state.windows && redelegations === state.redelegations
      ? state
      : { ...state, windows, redelegations };
  const endsEpoch = notesOf(emitted, 'providerBlockEnded').some(({ epoch }) => epoch);
  return withoutClosed({
    ...state,
    windows: windows.map((window, index) => ({
      ...window,
      closesIn: closesByMaturity ? window.closesIn : Math.max(0, window.closesIn - seconds),
      lag: index > state.signing ? Math.min(window.lag + seconds, longestLag) : 0,
    })),
    redelegations,
    drift: state.drift - seconds,
    sinceEpoch: Math.min((endsEpoch ? 0 : state.sinceEpoch) + seconds, longestLag),
    lastEpoch: endsEpoch ? state.sinceEpoch : state.lastEpoch,
  });
}

/** In the step that ends an epoch the provider has spoken already, so its present block is part of `sinceEpoch`. */
function atRecord(
  state: PowerWindows,
  { event, emitted }: ObservedDelivery,
  consumer: ConsumerInstance,
  oldest: number,
  { longestLag }: Periods,
): PowerWindows {
  if (event.type === 'vscIdAdvanced') {
    const windows = state.windows.map((window) => ({
      ...window,
      vsc: growOlder(window.vsc, oldest),
      supersededBy: window.supersededBy === null ? null : growOlder(window.supersededBy, oldest),
    }));
    return { ...state, windows };
  }
  for (const { vsc } of notesOf(emitted, 'maturityRegistered')) return withMatured(state, vsc);
  let { windows } = state;
  const heard = eventOf({ event });
  const named = hasKeys(consumer) && heard.type === 'epochEnded' ? heard.bonded : [];
  for (const { change, set } of notesOf(emitted, 'vscProvided')) {
    const lag = Math.min(state.lastEpoch + state.sinceEpoch, longestLag);
    windows = [
      ...windows.map((window) =>
        window.supersededBy === null ? { ...window, supersededBy: change.vsc } : window,
      ),
      newWindow(change.vsc, textOf(byValidator(consumer, set, named)), lag),
    ];
  }
  return windows === state.windows ? state : { ...state, windows };
}

/**
 * The consumer has used no set from before that VSC for its whole unbonding period, as long as that is then, and the
 * provider knows. Where the period was shortened, older VSCs may have yet to mature.
 */
function withMatured(state: PowerWindows, vsc: VscRef): PowerWindows {
  const last = state.windows.findLastIndex(
    ({ supersededBy }) => supersededBy !== null && (supersededBy === vsc || isOlder(supersededBy, vsc)),
  );
  if (last === -1) return state;
  const windows = state.windows.map((window, index) => (index <= last ? { ...window, closesIn: 0 } : window));
  return withoutClosed({ ...state, windows });
}

function atConsumer(state: PowerWindows, { event }: ObservedDelivery, periods: Periods): PowerWindows {
  if (event.type === 'vscReceived') {
    const { vsc } = event as unknown as Extract<ToConsumer, { type: 'vscReceived' }>;
    const position = state.windows.findIndex((window, index) => index > state.received && window.vsc === vsc);
    return position === -1 ? state : { ...state, received: position };
  }
  const { blocks, seconds } = blocksBegun(event);
  if (blocks === 0) return state;
  const blockSeconds = seconds / blocks;
  // After two blocks without news the same set signs on: the rest of the time passes at once.
  const single = Math.min(blocks, 2);
  let result = state;
  for (let block = 0; block < single; block++) result = consumerBlock(result, blockSeconds, periods);
  return blocks === single ? result : consumerBlock(result, blockSeconds * (blocks - single), periods);
}

function consumerBlock(state: PowerWindows, seconds: number, periods: Periods): PowerWindows {
  const drift = state.drift + seconds;
  const signing = state.applied;
  const skipped = Math.max(0, signing - state.signing - 1);
  const moved = withoutClosed({
    ...state,
    drift,
    windows: state.windows.filter((_, index) => index <= state.signing || index >= signing),
    signing: signing - skipped,
    applied: state.received - skipped,
    received: state.received - skipped,
  });
  const successor = moved.windows[moved.signing + 1];
  const lag = successor?.lag ?? moved.sinceEpoch;
  const { consumerUnbonding, providerUnbonding, closesByMaturity } = periods;
  return {
    ...moved,
    windows: moved.windows.map((window, index) =>
      index === moved.signing
        ? {
            ...window,
            lag: 0,
            closesIn: closesByMaturity ? 1 : Math.max(0, consumerUnbonding + drift),
            late: window.late || lag + drift + consumerUnbonding > providerUnbonding,
          }
        : window,
    ),
  };
}

/** Forgets sets that are neither in use nor punishable any more. */
export function withoutClosed(state: PowerWindows): PowerWindows {
  const closed = state.windows.filter(
    ({ closesIn }, index) => index < state.signing && closesIn === 0,
  ).length;
  if (closed === 0) return state;
  return {
    ...state,
    windows: state.windows.filter(({ closesIn }, index) => index >= state.signing || closesIn > 0),
    signing: state.signing - closed,
    applied: state.applied - closed,
    received: state.received - closed,
  };
}

function withMember(names: readonly ValidatorId[], name: ValidatorId): readonly ValidatorId[] {
  return names.includes(name) ? names : [...names, name].sort();
}

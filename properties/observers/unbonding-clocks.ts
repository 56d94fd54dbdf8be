/**
 * A clock of its own for every undelegation and redelegation under way, started when the provider notes its beginning
 * and moved by the provider's blocks. An entry that completes before its clock has run down is remembered.
 */
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { provider } from '../../model/component-ids.ts';
import type { Instance } from '../../model/instance.ts';
import { featuresOf } from '../../model/vsc-age.ts';
import type { UnbondingEntry } from '../../model/vocabulary.ts';
import { providerClockMoves, notesOf } from './heard.ts';

export interface UnbondingClock {
  readonly kind: UnbondingEntry['kind'];
  readonly validator: string;
  readonly destination: string;
  /** Seconds that must pass before it may complete. */
  readonly left: number;
  /** Was under way when the run began: nothing joins it. */
  readonly isOld: boolean;
}

export interface UnbondingClocks {
  /** Oldest first. */
  readonly clocks: readonly UnbondingClock[];
  /** The first entry that completed too early; empty if none. */
  readonly tooEarly: string;
}

export const unbondingClocksId = 'unbonding-clocks';

/** Undelegations count from the full period, redelegations from what they start with (see the step check). */
export function createUnbondingClocks(instance: Instance): ObserverDefinition<UnbondingClocks> {
  const { unbondingSeconds } = instance.provider;
  const features = featuresOf(instance);
  const mayBeOnHold = features.vscMaturity;
  return {
    id: unbondingClocksId,
    initial: { clocks: instance.validators.flatMap(clocksAtStart), tooEarly: '' },
    observes: [provider],
    reduce: (state, delivery) => {
      const { moves, seconds } = providerClockMoves(delivery.event, features);
      let result = state;
      for (const { entry } of notesOf(delivery.emitted, 'unbondingStarted')) {
        result = withClock(
          result,
          clockOf(entry, entry.kind === 'undelegation' ? unbondingSeconds : entry.completesIn),
        );
      }
      result = completed(result, delivery);
      return moves ? timePassed(result, seconds, mayBeOnHold) : result;
    },
  };
}

function clocksAtStart({ id, start, unbonding }: Instance['validators'][number]): readonly UnbondingClock[] {
  if (start !== 'existing') return [];
  return unbonding.map(({ completesIn }) => ({
    kind: 'undelegation',
    validator: id,
    destination: '',
    left: completesIn,
    isOld: true,
  }));
}

function clockOf({ kind, validator, destination }: UnbondingEntry, left: number): UnbondingClock {
  return { kind, validator, destination, left, isOld: false };
}

function isSamePair(a: UnbondingClock, b: UnbondingClock): boolean {
  return a.kind === b.kind && a.validator === b.validator && a.destination === b.destination;
}

function withClock(state: UnbondingClocks, clock: UnbondingClock): UnbondingClocks {
  // Undelegations from one validator in one block join and complete as one.
  const joins = (other: UnbondingClock): boolean =>
    isSamePair(other, clock) && other.left === clock.left && !other.isOld;
  if (clock.kind === 'undelegation' && state.clocks.some(joins)) return state;
  return { ...state, clocks: [...state.clocks, clock] };
}

function completed(state: UnbondingClocks, { emitted }: ObservedDelivery): UnbondingClocks {
  let result = state;
  for (const { entry } of notesOf(emitted, 'unbondingCompleted')) {
    const like = clockOf(entry, 0);
    // What must have run down longest ago is the one that completes.
    const oldest = result.clocks
      .filter((clock) => isSamePair(clock, like))
      .reduce<UnbondingClock | undefined>(
        (found, clock) => (found && found.left <= clock.left ? found : clock),
        undefined,
      );
    const description = `${entry.kind} of ${String(entry.initialBalance)} from ${entry.validator}`;
    if (oldest === undefined || oldest.left > 0) {
      const early =
        oldest === undefined ? 'although none was under way' : `${String(oldest.left)} s too early`;
      result = { ...result, tooEarly: `${description} completed ${early}` };
    }
    result = { ...result, clocks: result.clocks.filter((clock) => clock !== oldest) };
  }
  return result;
}

/**
 * What was due in the block that ended and did not complete is given up: it will not complete too early any more. Unless
 * it may be on hold, and completes later.
 */
function timePassed(state: UnbondingClocks, seconds: number, mayBeOnHold: boolean): UnbondingClocks {
  if (state.clocks.length === 0) return state;
  return {
    ...state,
    clocks: state.clocks
      .filter(({ left }) => left > 0 || mayBeOnHold)
      .map((clock) => ({ ...clock, left: Math.max(0, clock.left - seconds) })),
  };
}

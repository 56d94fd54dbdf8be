/**
 * Who uses, or has lately used, which key on a consumer, and how far the consumer lags behind what the provider knows:
 * what a key must lead to, and from when on that is not to be expected any more.
 */
import { consumerOf, provider, recordOf } from '../../model/component-ids.ts';
import type { ConsumerKey, ValidatorId } from '../../model/vocabulary.ts';
import { blocksBegun, notesOf } from './heard.ts';
import {
  alongConsumer,
  alongRecord,
  isUsedIn,
  keyJourneyFromLaunch,
  type KeyJourney,
} from './key-journey.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface FormerUse {
  readonly key: ConsumerKey;
  readonly user: ValidatorId;
  /** Seconds on the consumer's clock since it signed last; below the consumer's unbonding period. */
  readonly since: number;
}

export interface KeyUses extends KeyJourney {
  /** For each of `sets` the seconds since the earliest change that it may bring; at most the provider's unbonding period. */
  readonly lags: readonly number[];
  /** Seconds since the first block of the epoch; cut off likewise. */
  readonly sinceEpochBegan: number;
  /** How long the epoch took that ended last, with the block after it. */
  readonly lastEpoch: number;
  /** Keys that have ceased to sign; sorted by key and user. */
  readonly former: readonly FormerUse[];
}

export const keyUsesId = (consumer: string): string => `key-uses-${consumer}`;

export const keyUses = onePerConsumer<KeyUses>((instance, consumer) => {
  const longest = instance.provider.unbondingSeconds;
  const record = recordOf(consumer.id);
  return {
    id: keyUsesId(consumer.id),
    initial: {
      ...keyJourneyFromLaunch(instance, consumer),
      lags: [0],
      sinceEpochBegan: 0,
      lastEpoch: 0,
      former: [],
    },
    observes: [provider, record, consumerOf(consumer.id)],
    reduce: (state, delivery) => {
      if (delivery.component === record) {
        const moved = alongRecord(state, delivery);
        if (moved === state) return state;
        const lags = moved.sets.map((_, index) =>
          index < state.sets.length ? (state.lags[index] ?? 0) : state.lastEpoch,
        );
        return { ...moved, lags };
      }
      const { blocks, seconds } = blocksBegun(delivery.event);
      if (delivery.component !== provider) {
        const moved = alongConsumer(state, delivery);
        if (blocks === 0) return moved;
        const lags = moved.sets.map((_, index) =>
          index === 0 ? 0 : (state.lags[index + state.sets.length - moved.sets.length] ?? 0),
        );
        return { ...moved, lags, former: formerUses(state, moved, seconds, consumer.unbondingSeconds) };
      }
      if (blocks === 0) return state;
      const endsEpoch = notesOf(delivery.emitted, 'providerBlockEnded').some(({ epoch }) => epoch);
      const passed = Math.min(state.sinceEpochBegan + seconds, longest);
      return {
        ...state,
        lags: state.lags.map((lag, index) => (index === 0 ? 0 : Math.min(lag + seconds, longest))),
        sinceEpochBegan: endsEpoch ? 0 : passed,
        lastEpoch: endsEpoch ? passed : state.lastEpoch,
      };
    },
  };
});

/** Time passes for keys that signed before; those that cease to sign with this block join them. */
function formerUses(
  before: KeyUses,
  after: KeyJourney,
  seconds: number,
  period: number,
): readonly FormerUse[] {
  const ceased = (before.sets[0] ?? []).filter(([key, user]) => !isUsedIn(after.sets.slice(0, 1), key, user));
  return [
    ...before.former.map((use) => ({ ...use, since: use.since + seconds })),
    ...ceased.map(([key, user]) => ({ key, user, since: seconds })),
  ]
    .filter(({ key, user, since }) => since < period && !isUsedIn(after.sets.slice(0, 1), key, user))
    .sort((a, b) => (`${a.key} ${a.user}` < `${b.key} ${b.user}` ? -1 : 1));
}

/** No change that concerns the consumer is a whole unbonding period of the provider old. */
export function isWithoutLag({ lags, sinceEpochBegan }: KeyUses, unbondingSeconds: number): boolean {
  return Math.max(sinceEpochBegan, lags[1] ?? 0) < unbondingSeconds;
}

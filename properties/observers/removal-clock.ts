/** How long ago a consumer was stopped, and whether its state was deleted before an unbonding period had passed. */
import { provider, recordOf } from '../../model/component-ids.ts';
import { blocksBegun, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface RemovalClock {
  /** Seconds of the unbonding period that are left since the (first) stop; null while it has not been stopped. */
  readonly left: number | null;
  /** Seconds that the last block of the provider took: a stop in its EndBlock came that much before the present time. */
  readonly lastBlock: number;
  /** The consumer was deleted while so many seconds were left. */
  readonly tooEarlyBy: number;
}

export const removalClockId = (consumer: string): string => `removal-clock-${consumer}`;

export const removalClock = onePerConsumer<RemovalClock>((instance, { id }) => {
  const { unbondingSeconds } = instance.provider;
  return {
    id: removalClockId(id),
    initial: { left: null, lastBlock: 0, tooEarlyBy: 0 },
    observes: [provider, recordOf(id)],
    reduce: (state, { component, event, emitted }) => {
      if (component === provider) {
        const { seconds } = blocksBegun(event);
        if (seconds === 0) return state;
        const left = state.left === null ? null : Math.max(0, state.left - seconds);
        return left === state.left && seconds === state.lastBlock
          ? state
          : { ...state, left, lastBlock: seconds };
      }
      let next = state;
      for (const { reason } of notesOf(emitted, 'consumerStopped')) {
        // Sending fails in EndBlock, whose time is that of the block before.
        const passed = reason === 'sendFailed' ? next.lastBlock : 0;
        next = { ...next, left: next.left ?? unbondingSeconds - passed };
      }
      if (notesOf(emitted, 'consumerDeleted').length > 0) next = { ...next, tooEarlyBy: next.left ?? 0 };
      return next;
    },
  };
});

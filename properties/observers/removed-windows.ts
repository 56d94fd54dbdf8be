/**
 * The sets that a consumer uses and the stake behind them, as power-windows.ts tells, beyond the removal of the consumer:
 * nobody on the provider waits for it any more, and of interest is what power is in use then. Clocks play no part.
 */
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import { notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';
import { endedWindows, followerOf, sourcesOf, withoutClosed, type PowerWindows } from './power-windows.ts';

export interface RemovedWindows extends PowerWindows {
  /** The provider has removed the consumer. */
  readonly removed: boolean;
}

export const removedWindowsId = (consumer: string): string => `removed-windows-${consumer}`;

export const removedWindows = onePerConsumer(createRemovedWindows);

export function createRemovedWindows(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<RemovedWindows> {
  const { initial, follow } = followerOf(instance, consumer);
  return {
    id: removedWindowsId(consumer.id),
    initial: { ...initial, removed: false },
    observes: sourcesOf(consumer),
    reduce: (state, delivery) => {
      if (state.over) return state;
      if (delivery.event.type === 'consumerHalted') return { ...endedWindows, removed: state.removed };
      const followed = withoutClocks(follow(state, delivery));
      const removed = state.removed || notesOf(delivery.emitted, 'consumerStopped').length > 0;
      return { ...(removed ? onlyInUse(followed) : followed), removed };
    },
  };
}

function withoutClocks(state: PowerWindows): PowerWindows {
  const windows = state.windows.map((window) => ({ ...window, lag: 0, late: false }));
  return { ...state, windows, drift: 0, sinceEpoch: 0, lastEpoch: 0 };
}

/** Without the sets that the consumer has given up, whether it is known to have matured what superseded them or not. */
function onlyInUse(state: PowerWindows): PowerWindows {
  const windows = state.windows.map((window, index) =>
    index < state.signing ? { ...window, closesIn: 0 } : window,
  );
  return withoutClosed({ ...state, windows });
}

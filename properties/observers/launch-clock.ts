/** Seconds on the provider's clock since a consumer was launched in the course of the run. */
import { provider, recordOf } from '../../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import { blocksBegun, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface LaunchClock {
  /** Cut off at an unbonding period, within which everything that begins completes; null before the launch. */
  readonly since: number | null;
}

export const launchClockId = (consumer: string): string => `launch-clock-${consumer}`;

export const launchClock = onePerConsumer(createLaunchClock);

export function createLaunchClock(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<LaunchClock> {
  const most = instance.provider.unbondingSeconds;
  return {
    id: launchClockId(consumer.id),
    initial: { since: null },
    observes: [provider, recordOf(consumer.id)],
    reduce: (state, { component, event, emitted }) => {
      if (component !== provider)
        return notesOf(emitted, 'consumerLaunched').length > 0 ? { since: 0 } : state;
      const { seconds } = blocksBegun(event);
      if (state.since === null || seconds === 0 || state.since === most) return state;
      return { since: Math.min(most, state.since + seconds) };
    },
  };
}

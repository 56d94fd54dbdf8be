/** Blocks of a consumer between the rounds in which it transfers rewards. */
import { rewardsOf } from '../../model/component-ids.ts';
import { messagesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface TransmissionRounds {
  /** Ends of blocks since the last round, or since the start; less than a period. */
  readonly since: number;
  /** Rewards were transferred in a block that ended no period. */
  readonly early: boolean;
}

export const transmissionRoundsId = (consumer: string): string => `transmission-rounds-${consumer}`;

export const transmissionRounds = onePerConsumer<TransmissionRounds>((_instance, { id, rewards }) => {
  const period = rewards?.blocksPerTransmission ?? 1;
  return {
    id: transmissionRoundsId(id),
    initial: { since: 0, early: false },
    observes: [rewardsOf(id)],
    reduce: (state, { event, emitted }) => {
      if (event.type !== 'rewardsBlockEnding') return state;
      const since = (state.since + 1) % period;
      const sends = messagesOf(emitted, 'sendTransfers').length > 0;
      return { since, early: state.early || (sends && since !== 0) };
    },
  };
});

/**
 * Remembers what was put into a channel and not taken out yet, in both directions, and the acknowledgements of slash
 * packets; and the first packet or acknowledgement that came out otherwise than it went in.
 */
import type { MachineEvent, ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { channelOf, consumerOf, recordOf } from '../../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type {
  SlashAckResult,
  ToChannel,
  ToConsumer,
  ToConsumerRecord,
  VscRef,
} from '../../model/vocabulary.ts';
import { featuresOf, growOlder, oldestVscAge } from '../../model/vsc-age.ts';
import { textOf } from '../key-powers.ts';
import { nameOf } from '../vsc-order.ts';
import { messagesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

interface PacketInFlight {
  readonly vsc: VscRef | 'unknown';
  /** What else it says. */
  readonly content: string;
}

/** A packet to the consumer, one to the provider, or an acknowledgement of one. */
export type Arrival = 'vsc' | 'slash' | 'ack';

export interface ChannelTraffic {
  readonly toConsumer: readonly PacketInFlight[];
  readonly toProvider: readonly PacketInFlight[];
  /** Slash packets that the provider has received and not answered. */
  readonly unanswered: number;
  /** Answers that the consumer has not received, oldest first. */
  readonly answers: readonly SlashAckResult[];
  /** What arrived since the last block of either chain: the oldest of its kind, if order is kept. */
  readonly arrived: readonly Arrival[];
  /** The first packet received that was not in flight; empty if none. */
  readonly forged: string;
  /** The first packet received before an older one; empty if none. */
  readonly overtaking: string;
  /** The first acknowledgement that was one too many or not the one written; empty if none. */
  readonly misanswered: string;
}

const idle: ChannelTraffic = {
  toConsumer: [],
  toProvider: [],
  unanswered: 0,
  answers: [],
  arrived: [],
  forged: '',
  overtaking: '',
  misanswered: '',
};

export const channelTrafficId = (consumer: string): string => `channel-traffic-${consumer}`;

export const channelTraffic = onePerConsumer(createChannelTraffic);

export function createChannelTraffic(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<ChannelTraffic> {
  const oldest = oldestVscAge(instance);
  const { throttleByRetry } = featuresOf(instance);
  // A consumer that does not wait for replies is told of errors only.
  const isCarried = (answer: SlashAckResult): boolean => throttleByRetry || answer === 'error';
  const channel = channelOf(consumer.id);
  const record = recordOf(consumer.id);
  return {
    id: channelTrafficId(consumer.id),
    initial: idle,
    observes: [channel, record, consumerOf(consumer.id)],
    reduce: (state, delivery) => {
      if (delivery.component === channel) return atChannel(state, delivery, oldest);
      return delivery.component === record
        ? atRecord(state, delivery, isCarried)
        : atConsumer(state, delivery.event);
    },
  };
}

function atChannel(
  state: ChannelTraffic,
  { event, emitted }: ObservedDelivery,
  oldest: number,
): ChannelTraffic {
  const says = (type: Parameters<typeof messagesOf>[1]): boolean => messagesOf(emitted, type).length > 0;
  const message = event as unknown as ToChannel;
  if (message.type === 'vscIdAdvanced') {
    const older = (packet: PacketInFlight): PacketInFlight =>
      packet.vsc === 'unknown' ? packet : { ...packet, vsc: growOlder(packet.vsc, oldest) };
    return { ...state, toConsumer: state.toConsumer.map(older), toProvider: state.toProvider.map(older) };
  }
  if (message.type === 'providerTimePassed' || message.type === 'consumerTimePassed') {
    return state.arrived.length === 0 ? state : { ...state, arrived: [] };
  }
  if (message.type === 'sendVscs' && says('vscsSent')) {
    return { ...state, toConsumer: [...state.toConsumer, ...message.packets.map(vscInFlight)] };
  }
  if (message.type === 'sendSlash' && says('slashSent')) {
    return { ...state, toProvider: [...state.toProvider, slashInFlight(message.report)] };
  }
  if (message.type === 'sendMatured' && says('maturedSent')) {
    return { ...state, toProvider: [...state.toProvider, ...message.vscs.map(maturityInFlight)] };
  }
  if (says('vscTimedOut')) return { ...state, toConsumer: [] };
  const consumerEndCloses =
    message.type === 'closeFromConsumer' ||
    says('slashTimedOut') ||
    emitted.some(
      (each) => each.type === 'send' && each.to === 'consumer' && each.event.type === 'channelCloseConfirmed',
    );
  return consumerEndCloses ? { ...state, toProvider: [], unanswered: 0, answers: [] } : state;
}

function atRecord(
  state: ChannelTraffic,
  { event, emitted }: ObservedDelivery,
  isCarried: (answer: SlashAckResult) => boolean,
): ChannelTraffic {
  let result = state;
  if (event.type === 'slashPacketReceived') {
    const packet = event as unknown as Extract<ToConsumerRecord, { type: 'slashPacketReceived' }>;
    result = { ...takenOut(result, 'toProvider', slashInFlight(packet)), unanswered: result.unanswered + 1 };
  }
  if (event.type === 'vscMaturedReceived') {
    const { vsc } = event as unknown as Extract<ToConsumerRecord, { type: 'vscMaturedReceived' }>;
    result = takenOut(result, 'toProvider', maturityInFlight(vsc));
  }
  for (const { result: answer } of messagesOf(emitted, 'writeSlashAck')) {
    result =
      result.unanswered > 0
        ? {
            ...result,
            unanswered: result.unanswered - 1,
            answers: isCarried(answer) ? [...result.answers, answer] : result.answers,
          }
        : {
            ...result,
            misanswered: `the provider wrote "${answer}" although no slash packet waited for an answer`,
          };
  }
  return result;
}

function atConsumer(state: ChannelTraffic, event: MachineEvent): ChannelTraffic {
  const message = event as unknown as ToConsumer;
  if (message.type === 'vscReceived') return takenOut(state, 'toConsumer', vscInFlight(message));
  if (message.type !== 'slashAcknowledged') return state;
  const [expected, ...answers] = state.answers;
  if (expected === message.result) return withArrival({ ...state, answers }, 'ack');
  return {
    ...state,
    misanswered: `the consumer received "${message.result}", the provider's next answer was ${expected ?? 'none'}`,
  };
}

function takenOut(
  state: ChannelTraffic,
  direction: 'toConsumer' | 'toProvider',
  packet: PacketInFlight,
): ChannelTraffic {
  const packets = state[direction];
  const position = packets.findIndex(({ vsc, content }) => vsc === packet.vsc && content === packet.content);
  const description = `${packet.vsc === 'unknown' ? 'unknown VSC' : nameOf(packet.vsc)}, ${packet.content}`;
  if (position === -1) return { ...state, forged: description };
  const left = packets.filter((_, index) => index !== position);
  const overtaking = position === 0 ? state.overtaking : description;
  return withArrival(
    { ...state, [direction]: left, overtaking },
    direction === 'toConsumer' ? 'vsc' : 'slash',
  );
}

function withArrival(state: ChannelTraffic, arrival: Arrival): ChannelTraffic {
  if (state.arrived.includes(arrival)) return state;
  return { ...state, arrived: [...state.arrived, arrival].sort() };
}

function vscInFlight({
  vsc,
  updates,
  slashAcks,
}: Extract<ToChannel, { type: 'sendVscs' }>['packets'][number]): PacketInFlight {
  return { vsc, content: `updates ${textOf(updates)}; acks ${slashAcks.join(',')}` };
}

function maturityInFlight(vsc: PacketInFlight['vsc']): PacketInFlight {
  return { vsc, content: 'maturity' };
}

function slashInFlight({
  key,
  power,
  vsc,
}: Pick<Extract<ToChannel, { type: 'sendSlash' }>['report'], 'key' | 'power' | 'vsc'>): PacketInFlight {
  return { vsc, content: `report of ${key} with power ${String(power)}` };
}

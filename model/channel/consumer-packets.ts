/** The two kinds of packets that a consumer sends; they share one ordered stream. */
import type { ChannelContext, MaturedPacket, SlashPacket } from '../vocabulary.ts';

type ConsumerPacket = ChannelContext['toProvider'][number];

export function isSlashPacket(packet: ConsumerPacket | undefined): packet is SlashPacket {
  return packet !== undefined && 'key' in packet;
}

export function isMaturedPacket(packet: ConsumerPacket | undefined): packet is MaturedPacket {
  return packet !== undefined && 'matured' in packet;
}

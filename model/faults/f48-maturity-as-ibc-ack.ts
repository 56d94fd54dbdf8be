import { channelTypes } from '../channel/channel-types.ts';
import { isMaturedPacket, isSlashPacket } from '../channel/consumer-packets.ts';
import type { ChannelContext } from '../vocabulary.ts';

import type { Fault } from './fault.ts';

export const f48: Fault = {
  id: 'F48',
  name: 'maturity-as-ibc-ack',
  kind: 'historical',
  description:
    'Maturities travel apart from slash packets, as acknowledgements of VSCs would, and so overtake them.',
  source: ['cosmos/interchain-security#39', 'cosmos/interchain-security#188'],
  machine: 'channel',
  overrides: () => ({
    guards: {
      maturedInFlight: ({ context }: { context: ChannelContext }) => context.toProvider.some(isMaturedPacket),
    },
    actions: {
      takeSlash: channelTypes.assign(({ context, event }) => {
        const isTaken = event.type === 'relayMatured' ? isMaturedPacket : isSlashPacket;
        const taken = context.toProvider.findIndex(isTaken);
        return { toProvider: context.toProvider.filter((_, index) => index !== taken) };
      }),
    },
  }),
  preset: 'legacy',
  caughtBy: ['maturity-and-slashing-order', 'channel-order'],
};

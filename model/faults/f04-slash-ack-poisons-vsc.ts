import type { Fault } from './fault.ts';

export const f04: Fault = {
  id: 'F04',
  name: 'slash-ack-poisons-vsc',
  kind: 'historical',
  description:
    'The consumer answers every VSC that acknowledges a report with an error, because addresses on it have another prefix than those of the provider.',
  source: ['cosmos/interchain-security#1569', 'cosmos/interchain-security#1570', 'CHANGELOG v4.0.0'],
  machine: 'consumer',
  overrides: () => ({
    guards: {
      vscIsInvalid: ({ event }: { readonly event: { readonly slashAcks?: readonly string[] } }) =>
        (event.slashAcks?.length ?? 0) > 0,
    },
  }),
  caughtBy: ['stored-tracks-consumer'],
};

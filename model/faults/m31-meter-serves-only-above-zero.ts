import type { SlashMeterContext } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

export const m31: Fault = {
  id: 'M31',
  name: 'meter-serves-only-above-zero',
  kind: 'control',
  description:
    'A meter of exactly 0 bounces too. That delays a report by at most one replenishment, and no bound on jailing suffers.',
  source: ['ADR-008', 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket'],
  machine: 'slash-meter',
  overrides: () => ({
    guards: { meterIsNegative: ({ context }: { context: SlashMeterContext }) => context.meter <= 0 },
  }),
  caughtBy: [],
};

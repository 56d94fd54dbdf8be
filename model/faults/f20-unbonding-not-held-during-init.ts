import type { ConsumerRecordContext, ToConsumerRecord } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

interface HookArguments {
  readonly context: ConsumerRecordContext;
  readonly event: ToConsumerRecord;
}

export const f20: Fault = {
  id: 'F20',
  name: 'unbonding-not-held-during-init',
  kind: 'historical',
  description:
    'Only a consumer whose CCV channel is open holds unbondings, although one that is launched has its genesis set already and relies on the stake behind it.',
  source: ['cosmos/interchain-security#163'],
  machine: 'consumer-record',
  overrides: () => ({
    guards: {
      consumerIsInvolved: ({ context, event }: HookArguments) =>
        event.type === 'unbondingInitiated' &&
        context.hasChannel &&
        context.stored.some(({ validator }) => validator === event.validator),
    },
  }),
  preset: 'v4',
  caughtBy: ['unbonding-waits-for-maturity-of-members', 'unbonding-hold-set-exact-for-members'],
};

import { and, stateIn } from 'xstate';
import type { ConsumerInstance } from '../instance.ts';
import { ownerOf } from '../provider/next-validator-set.ts';
import type { ConsumerRecordContext, SlashPacketReceived } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

interface Arguments {
  readonly context: ConsumerRecordContext;
  readonly event: SlashPacketReceived;
}

const isNoMember = (consumer: ConsumerInstance | undefined, { context, event }: Arguments): boolean => {
  const owner = event.validator ?? (consumer === undefined ? event.key : ownerOf(consumer)(event.key));
  return context.stored.every(({ validator }) => validator !== owner);
};

/** Two tests joined by "and" that should have been made one after the other. */
export const f11: Fault = {
  id: 'F11',
  name: 'stopped-consumer-can-jail',
  kind: 'historical',
  description:
    'A report is dropped only if the consumer is launched and its validator is no member; what a stopped consumer reports is executed.',
  source: ['cosmos/interchain-security#2266', 'cosmos/interchain-security#2346'],
  machine: 'consumer-record',
  overrides: (_instance, consumer) => ({
    guards: {
      consumerIsStopped: () => false,
      isNotConsumerValidator: and([stateIn('launched'), (given: Arguments) => isNoMember(consumer, given)]),
    },
  }),
  preset: 'lifecycle',
  caughtBy: ['stopped-is-inert', 'slash-only-consumer-members'],
};

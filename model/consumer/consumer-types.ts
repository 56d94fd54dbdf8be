import { setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { ConsumerChoice, ConsumerContext, ToConsumer } from '../vocabulary.ts';

/** What the consumer machine is about, for XState; guards and actions made with it are typed accordingly. */
export const consumerTypes = setup({
  types: {
    context: {} as ConsumerContext,
    events: {} as ConsumerChoice | ToConsumer,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

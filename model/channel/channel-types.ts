import { setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { ChannelChoice, ChannelContext, ToChannel } from '../vocabulary.ts';

/** What the channel machine is about, for XState; guards and actions made with it are typed accordingly. */
export const channelTypes = setup({
  types: {
    context: {} as ChannelContext,
    events: {} as ChannelChoice | ToChannel,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/**
 * What the world may not neglect for ever: chains go on producing blocks, relayers go on relaying. Liveness properties name
 * the set that they assume.
 *
 * - `F0` (a live blockchain each): every chain produces blocks for ever. A block takes at least a second, so time passes.
 * - `F1` (and a live relayer each): what can be relayed on a channel all the time is relayed some day. The usual set.
 * - `F2` (and a lucky one): a slash packet that can be relayed again and again *while the slash meter is not negative* is
 *   relayed at such a moment some day. The meter goes up and down, so weak fairness would let the packets of one consumer
 *   arrive at a negative meter every single time, because those of another one always come first.
 *
 * Weak fairness speaks of what is enabled without interruption, strong fairness of what is enabled again and again.
 */
import type { FairnessClass, LocalSnapshot } from '../src/system/vocabulary.ts';
import { channelOf, consumerOf, provider, slashMeter } from './component-ids.ts';
import type { ConsumerInstance } from './instance.ts';
import type { ChannelChoice, SlashMeterContext } from './vocabulary.ts';

type Relaying = Extract<ChannelChoice['type'], `relay${string}`>;

const relayed: Readonly<Record<'vsc' | 'slash' | 'ack', { readonly type: Relaying; readonly what: string }>> =
  {
    vsc: { type: 'relayVsc', what: 'VSC packets' },
    slash: { type: 'relaySlash', what: 'slash packets' },
    ack: { type: 'relaySlashAck', what: 'slash acknowledgements' },
  };

/** The fairness sets F0, F1 and F2 of a system with these consumers. */
export function fairnessSets(
  consumers: readonly ConsumerInstance[],
): Readonly<Record<'F0' | 'F1' | 'F2', readonly FairnessClass[]>> {
  const blocks = [provider, ...consumers.map(({ id }) => consumerOf(id))].map((component): FairnessClass => ({
    name: `blocks of ${component}`,
    strength: 'weak',
    component,
    eventClasses: ['nextBlock'],
  }));
  const relaying = consumers.flatMap(({ id }) =>
    Object.values(relayed).map(({ type, what }): FairnessClass => ({
      name: `relaying of ${what} of ${id}`,
      strength: 'weak',
      component: channelOf(id),
      eventClasses: [type],
    })),
  );
  const luck = consumers.map(({ id }): FairnessClass => ({
    name: `relaying of slash packets of ${id} at a slash meter that is not negative`,
    strength: 'strong',
    component: channelOf(id),
    eventClasses: [relayed.slash.type],
    when: {
      component: slashMeter,
      name: 'the slash meter is not negative',
      holds: ({ context }: LocalSnapshot<SlashMeterContext>) => context.meter >= 0,
    },
  }));
  return { F0: blocks, F1: [...blocks, ...relaying], F2: [...blocks, ...relaying, ...luck] };
}

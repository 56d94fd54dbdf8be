/**
 * Follows the VSCs of one consumer from the epoch that provides them to the blocks that their sets rule.
 *
 * It keeps its own map from consumer heights to VSCs, by position in the list of what was provided: a VSC received in
 * block h rules ccVal from block h+1 on and signs from h+2 on. Positions survive where ages saturate. Everything older
 * than the set that signs the present block is forgotten, so the state is as large as what is under way.
 */
import type { MachineEvent, ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { consumerOf, recordOf } from '../../model/component-ids.ts';
import { genesisValidatorSet } from '../../model/genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import { startsLaunched } from '../../model/lifecycle.ts';
import type { KeyPower, ToConsumer, VscRef } from '../../model/vocabulary.ts';
import { growOlder, oldestVscAge } from '../../model/vsc-age.ts';
import { keyedOf, textOf } from '../key-powers.ts';
import { haveSameUpdates, nameOf } from '../vsc-order.ts';
import { blocksBegun, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface ProvidedVsc {
  readonly vsc: VscRef;
  /** The whole keyed set that it leads to, as text. */
  readonly set: string;
  /** Its updates; empty once they have been applied. */
  readonly updates: readonly KeyPower[];
}

export interface VscJourney {
  /**
   * In the order in which they were provided. Position 0 is the one whose set signs the consumer's present block;
   * `current` rules ccVal in the present block, `next` from the next block on; what follows has not been received.
   */
  readonly provided: readonly ProvidedVsc[];
  readonly current: number;
  readonly next: number;
  /** What the consumer received although it was not under way; empty if nothing. */
  readonly unprovided: string;
  /** What the consumer received before an older VSC; empty if nothing. */
  readonly overtaking: string;
}

export const vscJourneyId = (consumer: string): string => `vsc-journey-${consumer}`;

export const vscJourney = onePerConsumer(createVscJourney);

export function createVscJourney(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<VscJourney> {
  const oldest = oldestVscAge(instance);
  const record = recordOf(consumer.id);
  // A chain that has not started has no set.
  const launchSet = startsLaunched(consumer) ? textOf(keyedOf(genesisValidatorSet(instance, consumer))) : '';
  return {
    id: vscJourneyId(consumer.id),
    initial: {
      provided: [{ vsc: 'genesis', set: launchSet, updates: [] }],
      current: 0,
      next: 0,
      unprovided: '',
      overtaking: '',
    },
    observes: [record, consumerOf(consumer.id)],
    reduce: (state, delivery) =>
      delivery.component === record ? atRecord(state, delivery, oldest) : atConsumer(state, delivery.event),
  };
}

function atRecord(state: VscJourney, { event, emitted }: ObservedDelivery, oldest: number): VscJourney {
  if (event.type === 'vscIdAdvanced') {
    return {
      ...state,
      provided: state.provided.map((each) => ({ ...each, vsc: growOlder(each.vsc, oldest) })),
    };
  }
  const [launch] = notesOf(emitted, 'consumerLaunched');
  if (launch !== undefined) {
    return { ...state, provided: [{ vsc: 'genesis', set: textOf(launch.set), updates: [] }] };
  }
  const added = notesOf(emitted, 'vscProvided').map(({ change, set }): ProvidedVsc => ({
    vsc: change.vsc,
    set: textOf(set),
    updates: change.updates,
  }));
  return added.length === 0 ? state : { ...state, provided: [...state.provided, ...added] };
}

function atConsumer(state: VscJourney, event: MachineEvent): VscJourney {
  if (event.type === 'vscReceived') {
    return received(state, event as unknown as Extract<ToConsumer, { type: 'vscReceived' }>);
  }
  const { blocks } = blocksBegun(event);
  // After two blocks without news everything rests.
  let result = state;
  for (let block = 0; block < Math.min(blocks, 2); block++) result = afterBlock(result);
  return result;
}

function received(state: VscJourney, packet: Extract<ToConsumer, { type: 'vscReceived' }>): VscJourney {
  const position = state.provided.findIndex(
    ({ vsc, updates }, index) =>
      index > state.next && vsc === packet.vsc && haveSameUpdates(updates, packet.updates),
  );
  const description = `${nameOf(packet.vsc)} with updates ${textOf(packet.updates)}`;
  if (position === -1) return { ...state, unprovided: description };
  const overtaking = position === state.next + 1 ? state.overtaking : description;
  return { ...state, next: position, overtaking };
}

/** EndBlock applied what was received; heights move on by one. */
function afterBlock(state: VscJourney): VscJourney {
  const { provided, current, next } = state;
  if (current === 0 && next === 0) return state;
  return {
    ...state,
    provided: provided
      .slice(current)
      .map((each, index) =>
        index <= next - current && each.updates.length > 0 ? { ...each, updates: [] } : each,
      ),
    current: next - current,
    next: next - current,
  };
}

/** VSCs that the consumer has received but not applied yet. */
export function unapplied({ provided, current, next }: VscJourney): readonly ProvidedVsc[] {
  return provided.slice(current + 1, next + 1);
}

/** At the end of its last block the consumer applied VSCs, the oldest that were owed to it. */
export function appliedInLastBlock({ current }: VscJourney): boolean {
  return current > 0;
}

/** VSCs that were provided and have not arrived. */
export function underWay({ provided, next }: VscJourney): readonly ProvidedVsc[] {
  return provided.slice(next + 1);
}

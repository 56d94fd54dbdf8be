/**
 * Compares the VSC sequences that two consumers of the same shape receive. One of them is ahead (or neither): what it has
 * received and the other has not is kept, with keys translated back to validators, and compared when the other gets
 * there. The state is as large as what the one behind has still under way.
 */
import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import { consumerOf, recordOf } from '../../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { KeyPower, ToConsumer, VscRef } from '../../model/vocabulary.ts';
import { growOlder, oldestVscAge } from '../../model/vsc-age.ts';
import { textOf } from '../key-powers.ts';
import { nameOf } from '../vsc-order.ts';
import { endsRelation } from './heard.ts';

interface ReceivedVsc {
  readonly vsc: VscRef;
  /** Updates by validator instead of key, sorted. */
  readonly updates: string;
}

export interface TwinSequences {
  /** Id of the consumer that is ahead; empty if none. */
  readonly ahead: string;
  /** What it has received and the other has not, oldest first. */
  readonly lead: readonly ReceivedVsc[];
  /** Where the sequences part; empty if they do not. */
  readonly difference: string;
  /** One of the two has left: nothing is compared any more. */
  readonly over: boolean;
}

export const twinSequencesId = (first: string, second: string): string => `twin-sequences-${first}-${second}`;

export function createTwinSequences(
  instance: Instance,
  twins: readonly [ConsumerInstance, ConsumerInstance],
): ObserverDefinition<TwinSequences> {
  const oldest = oldestVscAge(instance);
  const [first, second] = twins;
  const byComponent = new Map(twins.map((twin) => [consumerOf(twin.id), twin]));
  return {
    id: twinSequencesId(first.id, second.id),
    initial: { ahead: '', lead: [], difference: '', over: false },
    observes: twins.flatMap(({ id }) => [consumerOf(id), recordOf(id)]),
    reduce: (state, delivery) => {
      if (state.over) return state;
      if (endsRelation(delivery)) return { ahead: '', lead: [], difference: state.difference, over: true };
      const twin = byComponent.get(delivery.component);
      if (twin === undefined) return state;
      const message = delivery.event as unknown as ToConsumer;
      // Both hear of a new id in the same step; once is enough.
      if (message.type === 'vscIdAdvanced' && twin === first && state.lead.length > 0) {
        return { ...state, lead: state.lead.map((each) => ({ ...each, vsc: growOlder(each.vsc, oldest) })) };
      }
      if (message.type !== 'vscReceived') return state;
      return received(state, twin.id, { vsc: message.vsc, updates: byValidator(twin, message.updates) });
    },
  };
}

function received(state: TwinSequences, consumer: string, packet: ReceivedVsc): TwinSequences {
  const [expected, ...lead] = state.lead;
  if (expected === undefined || state.ahead === consumer) {
    return { ...state, ahead: consumer, lead: [...state.lead, packet] };
  }
  if (expected.vsc === packet.vsc && expected.updates === packet.updates) {
    return { ...state, ahead: lead.length === 0 ? '' : state.ahead, lead };
  }
  const difference =
    `${consumer} received ${nameOf(packet.vsc)} (${packet.updates}) where ` +
    `${state.ahead} had received ${nameOf(expected.vsc)} (${expected.updates})`;
  return { ...state, difference, ahead: '', lead: [] };
}

function byValidator(consumer: ConsumerInstance, updates: readonly KeyPower[]): string {
  const validatorOf = new Map(
    Object.entries(consumer.assignedKeys).map(([validator, key]) => [key, validator]),
  );
  return textOf(
    updates
      .map(({ key, power }) => ({ key: validatorOf.get(key) ?? key, power }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
}

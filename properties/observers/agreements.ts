/**
 * Who is opted in to a consumer by rights: validators whose own operator signed for it, and those that the top N takes
 * in; and who left by rights, which only its own operator can sign for.
 */
import { provider, shapingOf } from '../../model/component-ids.ts';
import { genesisShapingOf } from '../../model/genesis-validator-set.ts';
import type { Instance } from '../../model/instance.ts';
import { isShaped } from '../../model/shaping/shaping-parameters.ts';
import type { ConsumerId, ValidatorId } from '../../model/vocabulary.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { eventOf } from '../model-events.ts';
import { isVainLaunch, notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface Agreements {
  /** Sorted. */
  readonly agreed: readonly ValidatorId[];
  /** Whose own transaction is being executed; empty if none. */
  readonly asking: ValidatorId | '';
}

export const agreementsId = (consumer: ConsumerId): string => `agreements-${consumer}`;

export const agreements = onePerConsumer<Agreements>((instance, consumer) => ({
  id: agreementsId(consumer.id),
  initial: { agreed: atLaunch(instance, consumer), asking: '' },
  observes: [provider, shapingOf(consumer.id)],
  reduce: (state, delivery) =>
    delivery.component === provider ? asked(state, delivery, consumer.id) : decidedUpon(state, delivery),
}));

function atLaunch(instance: Instance, consumer: Instance['consumers'][number]): readonly ValidatorId[] {
  return isShaped(consumer) ? genesisShapingOf(instance, consumer).optedIn : [];
}

function asked(state: Agreements, delivery: ObservedDelivery, consumer: ConsumerId): Agreements {
  const event = eventOf(delivery);
  if (event.type !== 'optIn' && event.type !== 'optOut') return state;
  return event.consumer === consumer && event.signer === 'operator'
    ? { ...state, asking: event.validator }
    : state;
}

function decidedUpon(state: Agreements, delivery: ObservedDelivery): Agreements {
  if (isVainLaunch(delivery)) return state;
  const { event, emitted } = delivery;
  if (event.type === 'phaseChanged' && event['phase'] === 'deleted') return { agreed: [], asking: '' };
  const joined = notesOf(emitted, 'optedIn')
    .filter(({ validator, byTopN }) => byTopN || validator === state.asking)
    .map(({ validator }) => validator);
  const left = notesOf(emitted, 'optedOut').filter(({ validator }) => validator === state.asking);
  const isAnswer = event.type === 'optInSubmitted' || event.type === 'optOutSubmitted';
  const asking = isAnswer ? '' : state.asking;
  if (joined.length === 0 && left.length === 0) return asking === state.asking ? state : { ...state, asking };
  const staying = state.agreed.filter((id) => left.every(({ validator }) => validator !== id));
  return { agreed: [...new Set([...staying, ...joined])].sort(), asking };
}

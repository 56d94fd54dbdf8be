/**
 * Powers that validators of the provider have come to have (`v1:3`, 0 for none) and that no VSC to a consumer has said
 * since.
 */
import { provider, recordOf } from '../../model/component-ids.ts';
import { bondedAtGenesis } from '../../model/genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import type { ConsumerId, ValidatorPower } from '../../model/vocabulary.ts';
import type { ObservedDelivery, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { keyOn } from '../key-powers.ts';
import { notesOf } from './heard.ts';
import { begin, forgetMet, meet, noObligations, type Obligations } from './oldest-first.ts';

export interface PowersToTell {
  readonly untold: Obligations;
  /** The provider's bonded validators, after its last block. */
  readonly bonded: readonly ValidatorPower[];
}

export const powersToTellId = (consumer: ConsumerId): string => `powers-to-tell-${consumer}`;

export function createPowersToTell(
  instance: Instance,
  consumer: ConsumerInstance,
): ObserverDefinition<PowersToTell> {
  const validatorOf = new Map(instance.validators.map(({ id }) => [keyOn(consumer, id), id]));
  return {
    id: powersToTellId(consumer.id),
    initial: {
      untold: noObligations,
      bonded: bondedAtGenesis(instance).map(({ validator, power }) => ({ validator, power })),
    },
    observes: [provider, recordOf(consumer.id)],
    reduce: (state, { component, emitted }) => {
      if (component === provider) return afterBlock(state, emitted);
      const told = notesOf(emitted, 'vscProvided').flatMap(({ change }) => change.updates);
      if (told.length === 0) return state;
      const untold = told.reduce(
        (open, { key, power }) => meet(open, `${validatorOf.get(key) ?? key}:${String(power)}`),
        state.untold,
      );
      return { ...state, untold };
    },
  };
}

function afterBlock(state: PowersToTell, emitted: ObservedDelivery['emitted']): PowersToTell {
  const note = notesOf(emitted, 'providerBlockEnded').at(-1);
  if (note === undefined) return state;
  const before = new Map(state.bonded.map(({ validator, power }) => [validator, power]));
  const after = new Map(note.bonded.map(({ validator, power }) => [validator, power]));
  const untold = [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter((id) => (before.get(id) ?? 0) !== (after.get(id) ?? 0))
    .reduce((open, id) => begin(open, `${id}:${String(after.get(id) ?? 0)}`), forgetMet(state.untold));
  return { untold, bonded: note.bonded };
}

/** Validators that were jailed in the present epoch, and whether one of them has left jail before its end. */
import { provider } from '../../model/component-ids.ts';
import type { ValidatorId } from '../../model/vocabulary.ts';
import type { ObserverDefinition } from '../../src/system/vocabulary.ts';
import { notesIn } from '../model-events.ts';

export interface EpochJailings {
  /** Sorted. */
  readonly jailed: readonly ValidatorId[];
  readonly unjailed: boolean;
}

export const epochJailings: ObserverDefinition<EpochJailings> = {
  id: 'epoch-jailings',
  initial: { jailed: [], unjailed: false },
  observes: [provider],
  reduce: (state, { emitted }) => {
    let { jailed, unjailed } = state;
    for (const note of notesIn(emitted)) {
      if (note.type === 'providerBlockEnded' && note.epoch) {
        jailed = [];
        unjailed = false;
      } else if (note.type === 'jailed' && !jailed.includes(note.validator)) {
        jailed = [...jailed, note.validator].sort();
      } else if (note.type === 'unjailed' && jailed.includes(note.validator)) {
        jailed = jailed.filter((validator) => validator !== note.validator);
        unjailed = true;
      }
    }
    const isSame = unjailed === state.unjailed && jailed.length === state.jailed.length;
    return isSame && jailed.every((validator, index) => state.jailed[index] === validator)
      ? state
      : { jailed, unjailed };
  },
};

/** The greatest power that each validator ever had on the provider. */
import { provider } from '../../model/component-ids.ts';
import type { ValidatorId } from '../../model/vocabulary.ts';
import { notesOf } from './heard.ts';
import { onePerInstance } from './one-per-instance.ts';

export interface GreatestPowers {
  /** Sorted by validator. */
  readonly greatest: readonly { readonly validator: ValidatorId; readonly power: number }[];
  /** A report was executed with more than that, in words. */
  readonly exceeded: string;
  /** A report was executed. */
  readonly executed: boolean;
}

export const greatestPowersId = 'greatest-powers';

export const greatestPowers = onePerInstance<GreatestPowers>(
  ({ validators, provider: { powerReduction } }) => ({
    id: greatestPowersId,
    initial: {
      greatest: validators
        .filter(({ start }) => start === 'existing')
        .map(({ id, tokens }) => ({ validator: id, power: Math.floor(tokens / powerReduction) }))
        .toSorted((a, b) => (a.validator < b.validator ? -1 : 1)),
      exceeded: '',
      executed: false,
    },
    observes: [provider],
    reduce: (state, { event, emitted }) => {
      if (event.type === 'handleDowntime' && notesOf(emitted, 'slashed').length > 0) {
        const { validator, power, consumer } = event as unknown as {
          readonly validator: ValidatorId;
          readonly power: number;
          readonly consumer: string;
        };
        const most = state.greatest.find((each) => each.validator === validator)?.power ?? 0;
        const exceeded =
          power > most
            ? `${consumer} reports ${validator} with power ${String(power)}, which never had more than ${String(most)}`
            : '';
        if (state.executed && exceeded === '') return state;
        return { ...state, executed: true, exceeded: state.exceeded || exceeded };
      }
      let { greatest } = state;
      for (const { bonded } of notesOf(emitted, 'providerBlockEnded')) {
        for (const { validator, power } of bonded) {
          const at = greatest.findIndex((each) => each.validator === validator);
          if ((greatest[at]?.power ?? 0) >= power) continue;
          greatest = (
            at < 0 ? [...greatest, { validator, power }] : greatest.with(at, { validator, power })
          ).toSorted((a, b) => (a.validator < b.validator ? -1 : 1));
        }
      }
      return greatest === state.greatest ? state : { ...state, greatest };
    },
  }),
);

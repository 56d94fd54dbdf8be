/**
 * The staking of a chain that was not always a consumer, as far as it matters for others: stake, undelegations, slashes. It
 * goes on after the changeover, without deciding who validates.
 */
import { castDraft, produce } from 'immer';
import { truncatedShare } from '../fraction.ts';
import type { ConsumerKey, Fraction, KeyPower, OwnInfraction, StandaloneContext } from '../vocabulary.ts';

/** Powers by stake; a validator without stake has none. */
export function ownPowers({ validators }: Pick<StandaloneContext, 'validators'>): readonly KeyPower[] {
  return validators.filter(({ tokens }) => tokens > 0).map(({ key, tokens }) => ({ key, power: tokens }));
}

/** One token begins to unbond. */
export function undelegateOwn(
  context: StandaloneContext,
  key: ConsumerKey,
  unbondingSeconds: number,
): StandaloneContext {
  return produce(context, (draft) => {
    for (const validator of draft.validators) if (validator.key === key) validator.tokens -= 1;
    draft.unbonding.push({ key, tokens: 1, completesIn: unbondingSeconds });
  });
}

/** Unbondings whose time is over. */
export function dueAtHome({ unbonding }: StandaloneContext): StandaloneContext['unbonding'] {
  return unbonding.filter(({ completesIn }) => completesIn === 0);
}

export function completeDue(context: StandaloneContext): StandaloneContext {
  const due = dueAtHome(context);
  if (due.length === 0) return context;
  return produce(context, (draft) => {
    draft.unbonding = castDraft(context.unbonding.filter((entry) => !due.includes(entry)));
  });
}

/** Countdowns go on; what is too old to be punished is forgotten. */
export function passOwnTime(context: StandaloneContext, seconds: number): StandaloneContext {
  if (context.unbonding.length === 0 && context.infractions.length === 0) return context;
  return produce(context, (draft) => {
    for (const entry of draft.unbonding) entry.completesIn = Math.max(0, entry.completesIn - seconds);
    draft.infractions = context.infractions
      .map((infraction) => ({ ...infraction, expiresIn: infraction.expiresIn - seconds }))
      .filter(({ expiresIn }) => expiresIn > 0);
  });
}

/** The stake that backed the validator then pays: what began to unbond since, then what is still staked. */
export function slashOwn(
  context: StandaloneContext,
  { key, power, expiresIn }: OwnInfraction,
  fraction: Fraction,
): { readonly context: StandaloneContext; readonly burnt: number } {
  let missing = truncatedShare(power, fraction);
  let burnt = 0;
  const burn = (tokens: number): number => {
    const part = Math.min(tokens, missing);
    missing -= part;
    burnt += part;
    return tokens - part;
  };
  const slashed = produce(context, (draft) => {
    for (const entry of draft.unbonding)
      if (entry.key === key && entry.completesIn >= expiresIn) entry.tokens = burn(entry.tokens);
    for (const validator of draft.validators)
      if (validator.key === key) validator.tokens = burn(validator.tokens);
  });
  return { context: slashed, burnt };
}

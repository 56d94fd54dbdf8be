/** Actions with which the provider punishes an equivocation on a consumer that was proved. */
import { assertEvent } from 'xstate';
import { remark } from '../send-message.ts';
import type { EquivocationPunishment, ProviderContext } from '../vocabulary.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { providerTypes } from './provider-types.ts';
import { endlessJailSeconds, jailedNote, slashedNote } from './punishment-notes.ts';
import { mappedHeight, slash } from './slashing.ts';
import { findValidator, jail, powerToSlash, tombstone } from './staking-operations.ts';

/**
 * Burns for an equivocation. Evidence tells no height of the provider: it takes the fraction of the present power and of
 * all that is unbonding, as of height 0, so that every entry is reached (SC-24). A slash packet tells both.
 */
export function slashEquivocator({ powerReduction, epochLength }: ProviderParameters) {
  return providerTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'punishEquivocation');
    const { validator, consumer, reported, slashFraction: fraction } = event;
    const power = reported?.power ?? powerToSlash(context, validator, powerReduction);
    const infraction =
      reported === undefined ? 'chain start' : mappedHeight(reported.vsc, context.blockOfEpoch, epochLength);
    const outcome = slash(context, { validator, infraction, consumer, power, fraction }, powerReduction);
    enqueue.assign(outcome.context);
    enqueue.emit(slashedNote(validator, consumer, outcome));
  });
}

/** Jails until the term is over, whatever term there was before. */
export const jailEquivocator = providerTypes.enqueueActions(({ context, event, enqueue }) => {
  assertEvent(event, 'punishEquivocation');
  const { validator, jailSeconds } = event;
  enqueue.assign(jail(context, validator, jailSeconds));
  for (const note of jailingNotes(context, event, jailSeconds)) enqueue.emit(note);
});

/** Jails for ever. */
export const tombstoneEquivocator = providerTypes.enqueueActions(({ context, event, enqueue }) => {
  assertEvent(event, 'punishEquivocation');
  const { validator } = event;
  enqueue.assign(tombstone(context, validator));
  for (const note of jailingNotes(context, event, endlessJailSeconds)) enqueue.emit(note);
  enqueue.emit(remark({ type: 'tombstoned', validator }));
});

/** Only who was not in jail is jailed. */
function jailingNotes(
  before: ProviderContext,
  { validator, consumer: cause }: EquivocationPunishment,
  seconds: number,
) {
  return findValidator(before, validator)?.jailed === false
    ? [jailedNote(before, { validator, cause, seconds })]
    : [];
}

/** The evidence is sound, but there is nothing to punish: the transaction fails. */
export const refusePunishment = providerTypes.emit(({ context, event }) => {
  assertEvent(event, 'punishEquivocation');
  const validator = findValidator(context, event.validator);
  const reason =
    validator === undefined
      ? 'unknownValidator'
      : validator.status === 'Unbonded'
        ? 'unbonded'
        : 'tombstoned';
  return remark({ type: 'evidenceRefused', key: event.key, reason });
});

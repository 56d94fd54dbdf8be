/** Actions with which the provider handles a downtime report that the slash meter let pass. */
import { assertEvent } from 'xstate';
import { replyToRecord } from '../send-message.ts';
import type { DowntimeDecision } from '../vocabulary.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { providerTypes } from './provider-types.ts';
import { jailedNote, slashedNote } from './punishment-notes.ts';
import { slash, type mappedHeight } from './slashing.ts';
import { findValidator, jail } from './staking-operations.ts';

/** Burns for a report of a consumer, given what height its VSC id stands for. */
export function slashForConsumerDowntime(
  { powerReduction, epochLength }: ProviderParameters,
  heightOf: typeof mappedHeight,
) {
  return providerTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'handleDowntime');
    const { validator, consumer, power, slashFraction: fraction, vsc } = event;
    const infraction = heightOf(vsc, context.blockOfEpoch, epochLength);
    const outcome = slash(context, { validator, infraction, consumer, power, fraction }, powerReduction);
    enqueue.assign(outcome.context);
    enqueue.emit(slashedNote(validator, consumer, outcome));
  });
}

/** Jails for the term that the report brings along. */
export const jailForConsumerDowntime = providerTypes.enqueueActions(({ context, event, enqueue }) => {
  assertEvent(event, 'handleDowntime');
  const { validator, consumer: cause, jailSeconds: seconds } = event;
  enqueue.assign(jail(context, validator, seconds));
  enqueue.emit(jailedNote(context, { validator, cause, seconds }));
});

/** A final answer to the record whose report the provider is handling. */
export const answer = (decision: DowntimeDecision) =>
  providerTypes.emit(({ event }) => {
    assertEvent(event, 'handleDowntime');
    const { consumer, key, validator } = event;
    return replyToRecord(consumer, { type: 'reportHandled', key, validator, decision });
  });

/** Says why the report was dropped: the first reason in the order of the code. */
export const answerDropped = providerTypes.emit(({ context, event }) => {
  assertEvent(event, 'handleDowntime');
  const { consumer, key, validator } = event;
  const found = findValidator(context, validator);
  const decision =
    found === undefined
      ? 'droppedUnknownValidator'
      : found.status === 'Unbonded'
        ? 'droppedUnbonded'
        : 'droppedTombstoned';
  return replyToRecord(consumer, { type: 'reportHandled', key, validator, decision });
});

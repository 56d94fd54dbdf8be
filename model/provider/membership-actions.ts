/**
 * Transactions of validators and owners about one consumer, as far as staking has a say in them: it knows who is a
 * validator and how powerful it is. The rest is for the consumer's shaping to decide, or for what is owed for it.
 */
import { assertEvent } from 'xstate';
import { sendToAllocation } from '../rewards/send-reward-message.ts';
import { sendToShaping } from '../send-message.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { providerTypes } from './provider-types.ts';
import { findValidator } from './staking-operations.ts';
import { firstOfPowerIndex } from './validator-power.ts';

export const submitOptIn = providerTypes.emit(({ event }) => {
  assertEvent(event, 'optIn');
  return sendToShaping(event.consumer, { type: 'optInSubmitted', validator: event.validator });
});

export const submitOptOut = providerTypes.emit(({ context, event }) => {
  assertEvent(event, 'optOut');
  const { consumer, validator } = event;
  const lastPower = findValidator(context, validator)?.lastPower ?? 0;
  return sendToShaping(consumer, { type: 'optOutSubmitted', validator, lastPower });
});

export const submitCommission = providerTypes.emit(({ event }) => {
  assertEvent(event, 'setCommission');
  const { consumer, validator, rate } = event;
  return sendToAllocation(consumer, { type: 'commissionSubmitted', validator, rate });
});

/** With the active validators, among whom a new N is measured at once. */
export function submitShapingUpdate(parameters: ProviderParameters) {
  const { maxProviderConsensusValidators, powerReduction } = parameters;
  return providerTypes.emit(({ context, event }) => {
    assertEvent(event, 'updateShaping');
    const { consumer, parameters: wanted, ownership } = event;
    return sendToShaping(consumer, {
      type: 'shapingUpdateSubmitted',
      parameters: wanted,
      active: firstOfPowerIndex(context.validators, maxProviderConsensusValidators, powerReduction),
      ...(ownership === undefined ? {} : { ownership }),
    });
  });
}

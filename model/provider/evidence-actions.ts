/** What the provider's record of a consumer does with evidence of equivocation. */
import { assertEvent } from 'xstate';
import { remark, sendMessage } from '../send-message.ts';
import type { EvidenceRefusal } from '../vocabulary.ts';
import { consumerRecordTypes, type ConsumerRecordParameters } from './consumer-record-types.ts';

/** The transaction fails; nothing changes. */
export function refuseEvidence(reason: EvidenceRefusal) {
  return consumerRecordTypes.emit(({ event }) => {
    assertEvent(event, 'evidenceSubmitted');
    return remark({ type: 'evidenceRefused', key: event.key, reason });
  });
}

/** Asks the provider to punish whoever owns the key, as the parameters of the consumer say. */
export function punishEquivocator({ ownerOf, penalties }: ConsumerRecordParameters) {
  return consumerRecordTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'evidenceSubmitted');
    const { type: _, validator: owner, ...evidence } = event;
    const validator = owner ?? ownerOf(evidence.key);
    enqueue.emit(remark({ type: 'evidenceAccepted', validator, ...evidence }));
    enqueue.emit(
      sendMessage('punisher', {
        type: 'punishEquivocation',
        consumer: context.consumer,
        key: evidence.key,
        kind: evidence.kind,
        validator,
        ...penalties.doubleSign,
      }),
    );
  });
}

/** Logs a slash packet about a double sign, or has it executed. */
export function takeDoubleSignReport({
  ownerOf,
  penalties,
  executesDoubleSignReports,
}: ConsumerRecordParameters) {
  return consumerRecordTypes.emit(({ context, event }) => {
    assertEvent(event, 'slashPacketReceived');
    const { key, power, vsc } = event;
    const validator = event.validator ?? ownerOf(key);
    if (!executesDoubleSignReports || vsc === 'unknown')
      return remark({ type: 'doubleSignLogged', key, validator });
    return sendMessage('punisher', {
      type: 'punishEquivocation',
      consumer: context.consumer,
      key,
      kind: 'doubleVote',
      validator,
      reported: { power, vsc },
      ...penalties.doubleSign,
    });
  });
}

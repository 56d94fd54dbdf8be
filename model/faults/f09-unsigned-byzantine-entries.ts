import { assertEvent } from 'xstate';
import { launchPenalties } from '../penalties/consumer-penalties.ts';
import { consumerRecordTypes } from '../provider/consumer-record-types.ts';
import { ownerOf } from '../provider/next-validator-set.ts';
import { sendMessage } from '../send-message.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const f09: Fault = {
  id: 'F09',
  name: 'unsigned-byzantine-entries',
  kind: 'historical',
  description:
    'Signatures in conflicting headers are verified until the trust level is reached; whoever is entered further down is punished without having signed.',
  source: ['cosmos/interchain-security#1421', 'cosmos/interchain-security#1422'],
  machine: 'consumer-record',
  overrides: ofConsumer((instance, consumer) => {
    const owner = ownerOf(consumer);
    const { doubleSign } = launchPenalties(instance, consumer);
    return {
      guards: {
        signatureIsMissing: ({
          event,
        }: {
          readonly event: { readonly type: string; readonly signed?: boolean };
        }) => event.type === 'evidenceSubmitted' && event.signed !== true,
      },
      actions: {
        punishEquivocator: consumerRecordTypes.enqueueActions(({ context, event, enqueue }) => {
          assertEvent(event, 'evidenceSubmitted');
          for (const key of [event.key, ...event.unsigned]) {
            enqueue.emit(
              sendMessage('punisher', {
                type: 'punishEquivocation',
                consumer: context.consumer,
                key,
                kind: event.kind,
                validator: owner(key),
                ...doubleSign,
              }),
            );
          }
        }),
      },
    };
  }),
  preset: 'equivocation',
  caughtBy: ['evidence-soundness'],
};

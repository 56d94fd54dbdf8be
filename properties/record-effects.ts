/** What the provider's record of a consumer tells, and when it gives a consumer up: each reason leads to its own note. */
import { consumerOf, recordOf } from '../model/component-ids.ts';
import type { ConsumerContext, ConsumerId, ConsumerRecordContext, ModelNote } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { eventOf, notesIn } from './model-events.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type RecordStep = LocalStep<ConsumerRecordContext>;
type ConsumerStep = LocalStep<ConsumerContext>;
type StopReason = Extract<ModelNote, { readonly type: 'consumerStopped' }>['reason'];

/** Events upon which a launched consumer is given up, and the reasons that are told then. */
const reasons: Readonly<Record<string, StopReason>> = {
  sendFailedChannelClosed: 'sendFailed',
  vscTimedOut: 'vscTimeout',
  vscRefused: 'vscErrorAck',
  answerOverdue: 'answerOverdue',
  openingOverdue: 'openingOverdue',
  removeConsumer: 'removedByOwner',
};

function isGivenUp({ before, after }: RecordStep): boolean {
  return before.value === 'launched' && after.value !== 'launched';
}

function wrongWithStop(step: RecordStep): string | undefined {
  if (!isGivenUp(step)) return undefined;
  const { event, before, emitted } = step;
  const reason = reasons[event.type];
  if (reason === undefined) return `"${event.type}" is no reason to stop a consumer`;
  if (event.type === 'sendFailedChannelClosed' && before.context.pending.length === 0)
    return 'it is stopped over a channel that could not send, with nothing to send';
  if (event.type === 'openingOverdue' && before.context.hasChannel)
    return 'it is stopped for having no channel, and has one';
  return notesIn(emitted).some((note) => note.type === 'consumerStopped' && note.reason === reason)
    ? undefined
    : `the stop by "${event.type}" is not told as ${reason}`;
}

const stopChecks = ofEachConsumer((instance, { id, lifecycle }): readonly Check[] => {
  const mayStop = someScopeHas(
    instance,
    (within) =>
      within.channelExpiry !== 'never' || (lifecycle !== undefined && mostOf(within, 'lifecycleActions') > 0),
  );
  return mayStop ? [stopCheck(id)] : [];
});

function stopCheck(id: ConsumerId): Check {
  return {
    kind: 'step',
    scope: id,
    on: recordOf(id),
    holds: (step: RecordStep) => wrongWithStop(step) === undefined,
    witness: isGivenUp,
    explain: (step: RecordStep) => `${id}: ${wrongWithStop(step) ?? ''}`,
  };
}

function isBounce({ event }: RecordStep): boolean {
  return event.type === 'reportBounced';
}

function wrongWithBounce({ emitted }: RecordStep): string | undefined {
  const answers = emitted.filter((effect) => effect.type === 'send' && effect.event.type === 'writeSlashAck');
  const [answer] = answers;
  if (answers.length !== 1 || answer?.type !== 'send' || answer.event['result'] !== 'bounced')
    return 'the bounce is not what the consumer is answered';
  return notesIn(emitted).some((note) => note.type === 'reportDecided' && note.decision === 'bounced')
    ? undefined
    : 'the bounce is not told';
}

/** What a bounce or a handled report leaves of the queue, and of the channel. */
function wrongWithAnswer(step: ConsumerStep): string | undefined {
  const event = eventOf(step);
  if (event.type !== 'slashAcknowledged' || event.result === 'error') return undefined;
  const [before, after] = [step.before.context, step.after.context];
  if (step.emitted.some((effect) => effect.type === 'send'))
    return `the answer "${event.result}" makes the consumer send something`;
  if (after.channelClosed !== before.channelClosed) return `the answer "${event.result}" closes the channel`;
  const left = before.queue.length - after.queue.length;
  if (event.result === 'bounced')
    return left === 0 && after.slashRecord?.waiting === false
      ? undefined
      : 'the bounced report does not wait to be sent again';
  return left === 1 && after.slashRecord === null ? undefined : 'the handled report does not leave the queue';
}

const answerChecks: IcsProperty['checks'] = (system) =>
  system.features.throttleByRetry
    ? ofEachConsumer((_instance, { id }): readonly Check[] => [
        {
          kind: 'step',
          scope: `${id}: record`,
          on: recordOf(id),
          holds: (step: RecordStep) => !isBounce(step) || wrongWithBounce(step) === undefined,
          witness: isBounce,
          explain: (step: RecordStep) => `${id}: ${wrongWithBounce(step) ?? ''}`,
        },
        {
          kind: 'step',
          scope: `${id}: consumer`,
          on: consumerOf(id),
          holds: (step: ConsumerStep) => wrongWithAnswer(step) === undefined,
          witness: ({ event }: ConsumerStep) => event.type === 'slashAcknowledged',
          explain: (step: ConsumerStep) => `${id}: ${wrongWithAnswer(step) ?? ''}`,
        },
      ])(system)
    : [];

/** What records and consumers make of endings and answers. */
export const recordEffectProperties: readonly IcsProperty[] = [
  {
    id: 'stops-have-a-reason',
    title: 'A consumer is stopped for a reason, and the reason is told',
    kind: 'step',
    statement:
      'A launched consumer is stopped only when its owner says so, when a VSC that was to be sent, received or matured was not, or a channel that was to be opened was not, and the reason that is told is the one.',
    source: [
      'x/ccv/provider/keeper/relay.go OnTimeoutPacket, SendVSCPacketsToChain',
      'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval',
    ],
    assumptions: [],
    witness: 'a launched consumer is stopped',
    expected: holdsWhereApplicable(stopChecks),
    checks: stopChecks,
  },
  {
    id: 'bounce-keeps-report',
    title: 'A bounce is answered as a bounce and keeps the report, nothing more',
    kind: 'step',
    statement:
      'A report that meets a negative meter is answered as bounced, whereupon the consumer keeps it to send it again; one that was handled leaves the queue; neither answer closes the channel.',
    source: ['ADR-008', 'x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket'],
    assumptions: [],
    witness: 'a bounce on the provider, an answer on the consumer',
    expected: holdsWhereApplicable(answerChecks),
    checks: answerChecks,
  },
];

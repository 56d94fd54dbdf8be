/** From the stop of a consumer to the deletion of all that the provider kept of it. */
import { allocationOf, channelOf, recordOf } from '../model/component-ids.ts';
import { hasRewards } from '../model/rewards/has-rewards.ts';
import type { ConsumerId } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import {
  mayLoseChannel,
  ofEachManagedConsumer,
  type RecordStep,
  whereManagedConsumers,
} from './lifecycle.ts';
import { messagesOf } from './observers/heard.ts';
import { removalClock, removalClockId, type RemovalClock } from './observers/removal-clock.ts';
import type { AllocationSnapshot } from './reward-accounts.ts';

const removalChecks: IcsProperty['checks'] = (system) =>
  system.features.delayedRemoval
    ? ofEachManagedConsumer((instance, consumer): readonly Check[] => [
        {
          kind: 'always',
          scope: `${consumer.id}: not before`,
          reads: [removalClockId(consumer.id), recordOf(consumer.id)],
          observers: [removalClock(instance, consumer)],
          holds: ({ tooEarlyBy }: RemovalClock) => tooEarlyBy === 0,
          witness: (_: RemovalClock, { value }: RecordSnapshot) => value === 'deleted',
          explain: ({ tooEarlyBy }: RemovalClock) =>
            `${consumer.id} is deleted ${String(tooEarlyBy)} s before an unbonding period has passed since its stop`,
        },
        {
          kind: 'leadsTo',
          scope: `${consumer.id}: some day`,
          reads: [recordOf(consumer.id)],
          from: ({ value }: RecordSnapshot) => value === 'stopped',
          to: ({ value }: RecordSnapshot) => value !== 'stopped',
          fairness: 'F0',
          explain: () => `${consumer.id} stays stopped for ever, and is never deleted`,
        },
      ])(system)
    : [];

const removalAfterUnbonding: IcsProperty = {
  id: 'removal-after-unbonding',
  title: 'What is kept of a consumer is kept for one unbonding period',
  kind: 'always',
  statement:
    'A stopped consumer is deleted, but not before an unbonding period of the provider has passed since its stop.',
  source: ['ADR-019', 'Go TestStopConsumerChain'],
  assumptions: ['LB'],
  witness: 'a consumer is deleted; a consumer is stopped',
  expected: holdsWhereApplicable(removalChecks),
  checks: removalChecks,
};

/** What is left of a deleted consumer; empty if nothing. */
function leftovers({ value, context }: RecordSnapshot, channel: ChannelSnapshot): string {
  if (value !== 'deleted') return '';
  const { stored, pending, slashAcks, hasChannel } = context;
  if (stored.length > 0) return 'its validator set';
  if (pending.length > 0) return `${String(pending.length)} pending VSCs`;
  if (slashAcks.length > 0) return 'slash acks';
  if (hasChannel) return 'the mapping to its channel';
  return ['closed', 'orphaned'].includes(channel.value.providerEnd) ? '' : 'its end of the channel';
}

const ofCommissions = (id: ConsumerId): readonly Check[] => [
  {
    kind: 'always',
    scope: `${id}: commissions`,
    reads: [allocationOf(id)],
    holds: ({ value, context }: AllocationSnapshot) =>
      value !== 'deleted' || context.commissions.length === 0,
    witness: ({ value }: AllocationSnapshot) => value === 'deleted',
    explain: ({ context: { commissions } }: AllocationSnapshot) =>
      `${id} is deleted, and ${commissions.map(({ validator }) => validator).join(', ')} still has a commission rate there`,
  },
];

const ofRecord = (id: ConsumerId): readonly Check[] => [
  {
    kind: 'always',
    scope: id,
    reads: [recordOf(id), channelOf(id)],
    holds: (record: RecordSnapshot, channel: ChannelSnapshot) => leftovers(record, channel) === '',
    witness: ({ value }: RecordSnapshot) => value === 'deleted',
    explain: (record: RecordSnapshot, channel: ChannelSnapshot) =>
      `${id} is deleted, and ${leftovers(record, channel)} is left of it`,
  },
];

const deletionChecks = ofEachManagedConsumer((_instance, consumer): readonly Check[] => {
  const { id } = consumer;
  return [...ofRecord(id), ...(hasRewards(consumer) ? ofCommissions(id) : [])];
});

const deleteCleansState: IcsProperty = {
  id: 'delete-cleans-state',
  title: 'Deletion leaves nothing behind',
  kind: 'always',
  statement:
    'Of a deleted consumer no validator set, commission rate, pending VSC, slash ack or channel mapping is left, and its end of the channel is closed, or owned by nobody if its client had expired (rewards are another matter, N10).',
  source: ['x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain', 'QA plan 1.05'],
  assumptions: [],
  witness: 'a consumer is deleted',
  expected: holdsWhereApplicable(deletionChecks),
  checks: deletionChecks,
};

const stops = new Set(['vscTimedOut', 'vscRefused']);

/** A reason to stop a consumer that is over, or the time to delete one that is deleted. */
function comesAgain({ before, event }: RecordStep): boolean {
  if (before.value === 'stopped') return stops.has(event.type);
  return before.value === 'deleted' && (stops.has(event.type) || event.type === 'removalMoment');
}

/** Each stop queues a stopped consumer once; a deleted one is not queued any more. */
function isQueuedAgain({ before, emitted }: Pick<RecordStep, 'before' | 'emitted'>): boolean {
  return messagesOf(emitted, 'queueRemoval').length === (before.value === 'stopped' ? 1 : 0);
}

const repeatChecks = whereManagedConsumers(mayLoseChannel, (_instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: recordOf(id),
    holds: (step: RecordStep) =>
      !comesAgain(step) ||
      (step.before.value === step.after.value &&
        equalData(step.before.context, step.after.context) &&
        isQueuedAgain(step)),
    witness: ({ before, event }: RecordStep) =>
      before.value === 'deleted'
        ? event.type === 'removalMoment'
        : comesAgain({ before, event } as RecordStep),
    explain: ({ before, event, after, emitted }: RecordStep) =>
      !isQueuedAgain({ before, emitted })
        ? `"${event.type}" stops ${id} again, and does not queue it for removal once more`
        : `"${event.type}" changes ${id}, which is ${JSON.stringify(before.value)} already, and is ${JSON.stringify(after.value)} then`,
  },
]);

const stopIdempotent: IcsProperty = {
  id: 'stop-idempotent',
  title: 'Stopping twice, and deleting twice, is harmless',
  kind: 'step',
  statement:
    'A further reason to stop a stopped consumer changes nothing of it but that it is queued for removal once more, and a deleted one is not deleted again.',
  source: [
    'x/ccv/provider/keeper/relay.go OnTimeoutPacket',
    'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval, DeleteConsumerChain',
  ],
  assumptions: [],
  witness: 'a VSC of a stopped consumer times out; the removal time of a deleted consumer comes',
  expected: holdsWhereApplicable(repeatChecks),
  checks: repeatChecks,
};

export const removalProperties: readonly IcsProperty[] = [
  removalAfterUnbonding,
  deleteCleansState,
  stopIdempotent,
];

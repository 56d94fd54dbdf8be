/** The slash queue (v1-v3): how much it handles in a block, and what waiting in it costs. */
import { slashQueue } from '../model/component-ids.ts';
import { hasDeadlines } from '../model/deadlines.ts';
import type { Instance } from '../model/instance.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { Check } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { unlessRestarted, withoutRestart } from './lost-in-restart.ts';
import { answersReceived, answersReceivedId, type AnswersReceived } from './observers/answers-received.ts';
import { messagesOf } from './observers/heard.ts';
import { mostOf, someScopeHas } from './scope-room.ts';
import type { QueueStep } from './throttled-deletions.ts';

/** Maturities that one delivery has handled. */
const handledIn = ({ emitted }: QueueStep): number => messagesOf(emitted, 'maturityDue').length;

/** What is wrong with how a block begins to handle the queue; empty if nothing. */
function wrongWithBlock(step: QueueStep, limit: number): string {
  if (step.event.type !== 'handleThrottledPackets') return '';
  const handled = handledIn(step);
  if (handled > limit) return `${String(handled)} maturities are handled, the limit is ${String(limit)}`;
  return handled === limit && messagesOf(step.emitted, 'throttleReport').length > 0
    ? `${String(handled)} maturities are handled, as many as may be, and reports in the same block`
    : '';
}

const limitChecks: IcsProperty['checks'] = ({ instance, features }): readonly Check[] => {
  const limit = instance.provider.maturedPerBlock;
  if (!features.throttleByQueue || limit === undefined) return [];
  return [
    {
      kind: 'step',
      scope: '',
      on: slashQueue,
      holds: (step: QueueStep) => wrongWithBlock(step, limit) === '',
      witness: (step: QueueStep) => handledIn(step) === limit,
      explain: (step: QueueStep) => wrongWithBlock(step, limit),
    },
  ];
};

const maturedPerBlock: IcsProperty = {
  id: 'matured-per-block-limited',
  title: 'A block handles a limited number of maturities before it turns to reports',
  kind: 'step',
  statement:
    'At the end of a block at most as many maturities as the limit says are handled before any report, of all consumers together, and no report if they are as many.',
  source: [
    'cosmos/interchain-security#1004',
    'x/ccv/provider/keeper/throttle.go vscMaturedHandledPerBlockLimit (v2-v3)',
  ],
  assumptions: [],
  witness: 'a block handles as many as it may',
  expected: holdsWhereApplicable(limitChecks),
  checks: limitChecks,
};

/** A report waits for the meter that one before it has emptied, and maturities behind it: whoever stays down is reported again. */
const mayStarveMaturities = (instance: Instance): boolean =>
  mostOf(instance, 'consumerDowntimes') > 0 &&
  mostOf(instance, 'consumerDowntimes', 'stakingOperations', 'unjailings') > 1;

function neverRemovedFor(isWrong: (state: AnswersReceived) => boolean): IcsProperty['checks'] {
  return ofEachConsumer((instance, consumer): readonly Check[] =>
    featuresOf(instance).throttleByQueue && hasDeadlines(instance)
      ? [
          {
            kind: 'always',
            scope: consumer.id,
            reads: [answersReceivedId(consumer.id)],
            observers: [answersReceived(instance, consumer)],
            holds: (state: AnswersReceived) => !isWrong(state),
            witness: ({ waiting }: AnswersReceived) => waiting.length > 0,
            explain: () =>
              `${consumer.id} is removed for not maturing a VSC in time, although the provider had received its answer`,
          },
        ]
      : [],
  );
}

const answeredChecks = neverRemovedFor(({ removed }) => removed !== '');

const answeredNotRemoved: IcsProperty = {
  id: 'answered-consumer-not-removed',
  title: 'A consumer that has answered is not removed for being late',
  kind: 'always',
  statement: 'A consumer is not removed over a VSC whose maturity packet the provider has received.',
  source: ['cosmos/interchain-security#685 (audit)', 'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v3)'],
  assumptions: ['SB', 'HC'],
  witness: 'a maturity packet was received and is not handled',
  expected: (system) =>
    answeredChecks(system).length === 0
      ? 'not-applicable'
      : someScopeHas(system.instance, mayStarveMaturities)
        ? 'violated'
        : 'holds',
  finding: {
    id: 'F46',
    restoredBy: 'answered-consumer-not-removed-unless-throttled',
    assumption:
      'the answer does not wait behind a report that the slash meter keeps waiting, nor for a block with room for it, nor is a report decided that came after it (N28)',
  },
  checks: answeredChecks,
};

const unthrottledChecks = unlessRestarted(neverRemovedFor(({ removed }) => removed === 'answered'));

const answeredUnlessThrottled: IcsProperty = {
  id: 'answered-consumer-not-removed-unless-throttled',
  title: 'A consumer that has answered is not removed for being late, unless a report keeps the answer back',
  kind: 'always',
  statement:
    'A consumer is removed over a VSC whose maturity packet the provider has received only if a report that was received before is not decided yet, the block handled as many maturities as it may, or a report that came later was decided first.',
  source: ['x/ccv/provider/keeper/relay.go HandleLeadingVSCMaturedPackets (before EndBlockCCR, v1-v3)'],
  assumptions: ['SB', 'HC', withoutRestart],
  witness: 'a maturity packet was received and is not handled',
  expected: holdsWhereApplicable(unthrottledChecks),
  checks: unthrottledChecks,
};

export const throttledPacketProperties: readonly IcsProperty[] = [
  maturedPerBlock,
  answeredNotRemoved,
  answeredUnlessThrottled,
];

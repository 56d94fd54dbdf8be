/** The slash queue (v1-v3): what leaves it is what was handled, nothing else and nothing less. */
import { recordOf, slashQueue } from '../model/component-ids.ts';
import { isMaturity, isReport } from '../model/provider/throttled-packets.ts';
import type { Instance } from '../model/instance.ts';
import { slashQueueParameters } from '../model/provider/slash-queue-setup.ts';
import type { SlashQueueContext, ThrottledPackets } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { messagesOf } from './observers/heard.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

export type QueueStep = LocalStep<SlashQueueContext>;

type Packet = ThrottledPackets['packets'][number];

function nameOf(packet: Packet): string {
  return isMaturity(packet)
    ? `the maturity of a VSC of age ${String(packet.matured)}`
    : `the report about ${packet.key}`;
}

const packetsIn = ({ context }: QueueStep['before'], consumer: string): readonly Packet[] =>
  context.throttled.find((each) => each.consumer === consumer)?.packets ?? [];

/** The first list without the second, each as often as it is there. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Whose report the step serves, if it serves one. */
const servedOf = ({ before, event }: QueueStep): string | undefined =>
  event.type === 'reportServed' ? before.context.order[0] : undefined;

/** What the step handles of one consumer. */
function handledOf(step: QueueStep, consumer: string): readonly string[] {
  const toRecord = step.emitted.filter((each) => each.type === 'send' && each.to === recordOf(consumer));
  const maturities = messagesOf(toRecord, 'maturityDue').map(({ vsc }) => nameOf({ matured: vsc }));
  const report = servedOf(step) === consumer ? packetsIn(step.before, consumer).find(isReport) : undefined;
  return report === undefined ? maturities : [nameOf(report), ...maturities];
}

/** How what leaves the queue differs from what is handled, in words; empty if it does not. */
function wrongDeletion(step: QueueStep): string {
  if (step.event.type !== 'handleThrottledPackets' && step.event.type !== 'reportServed') return '';
  for (const { consumer, packets } of step.before.context.throttled) {
    const gone = without(packets.map(nameOf), packetsIn(step.after, consumer).map(nameOf));
    const handled = handledOf(step, consumer);
    const [lost] = without(gone, handled);
    const [kept] = without(handled, gone);
    if (lost !== undefined) return `${lost} of ${consumer} is deleted and was not handled`;
    if (kept !== undefined) return `${kept} of ${consumer} is handled and stays`;
  }
  return '';
}

/** The report that the step serves has a maturity of its consumer ahead of it. */
function isLedByMaturity(step: QueueStep): boolean {
  const consumer = servedOf(step);
  const [head] = consumer === undefined ? [] : packetsIn(step.before, consumer);
  return head !== undefined && isMaturity(head);
}

/** A report is served together with a maturity that follows it. */
const servesMore = (step: QueueStep): boolean =>
  servedOf(step) !== undefined && messagesOf(step.emitted, 'maturityDue').length > 0;

/**
 * A report that is handled with one maturity leaves more of them ahead of the next report of the consumer than are handled
 * with that: at least two. All of them have VSCs of their own, which something must have given rise to; jailing does too.
 */
function mayLoseMaturity(instance: Instance): boolean {
  const { maturedPerBlock } = slashQueueParameters(instance);
  const reports = mostOf(instance, 'consumerDowntimes');
  const changes =
    reports +
    mostOf(instance, 'stakingOperations', 'keyAssignments', 'unjailings') +
    mostOf(instance, 'providerDowntimes', 'providerDoubleSigns');
  return reports > 1 && changes >= maturedPerBlock + 2;
}

const deletions =
  (isExcepted: (step: QueueStep) => boolean): IcsProperty['checks'] =>
  ({ features }): readonly Check[] =>
    features.throttleByQueue
      ? [
          {
            kind: 'step',
            scope: '',
            on: slashQueue,
            holds: (step: QueueStep) => isExcepted(step) || wrongDeletion(step) === '',
            witness: (step: QueueStep) => servesMore(step) && !isExcepted(step),
            explain: wrongDeletion,
          },
        ]
      : [];

const everyDeletion = deletions(() => false);

const leaveHandled: IcsProperty = {
  id: 'throttled-packets-leave-handled',
  title: 'What leaves the slash queue was handled, and what was handled leaves it',
  kind: 'step',
  statement:
    'A packet that the provider has received from a consumer leaves the slash queue when it is handled and not before, unless the consumer is removed.',
  source: ['ADR-002', 'x/ccv/provider/keeper/throttle.go HandlePacketDataForChain (v2-v3)'],
  assumptions: [],
  witness: 'a report is handled together with a maturity that follows it',
  expected: (system) =>
    everyDeletion(system).length === 0
      ? 'not-applicable'
      : someScopeHas(system.instance, mayLoseMaturity)
        ? 'violated'
        : 'holds',
  finding: {
    id: 'N28',
    restoredBy: 'throttled-packets-leave-handled-with-leading-report',
    assumption:
      'the report that is handled is the first packet of its consumer: no more maturities follow a report than are handled along with it',
  },
  checks: everyDeletion,
};

const deletionsOfLeading = deletions(isLedByMaturity);

const leaveHandledWithLeadingReport: IcsProperty = {
  id: 'throttled-packets-leave-handled-with-leading-report',
  title: 'What leaves the slash queue was handled, where the report is first',
  kind: 'step',
  statement:
    'Where the report that is handled is the first packet of its consumer that waits, exactly what is handled leaves the slash queue; so it does where only maturities are handled.',
  source: ['x/ccv/provider/keeper/throttle.go HandlePacketDataForChain (what it takes for granted)'],
  assumptions: ['no maturity is ahead of the report'],
  witness: 'a report is handled together with a maturity that follows it',
  expected: holdsWhereApplicable(deletionsOfLeading),
  checks: deletionsOfLeading,
};

export const throttledDeletionProperties: readonly IcsProperty[] = [
  leaveHandled,
  leaveHandledWithLeadingReport,
];

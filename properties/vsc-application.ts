/** What consumers do with the VSCs they receive: apply only what was provided, in order, and all of it in the end. */
import { channelOf, consumerOf, recordOf } from '../model/component-ids.ts';
import type { ConsumerContext, ConsumerKey, KeyPower, ToConsumer } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { textOf, withUpdates } from './key-powers.ts';
import { messagesOf } from './observers/heard.ts';
import {
  appliedInLastBlock,
  unapplied,
  underWay,
  vscJourney,
  vscJourneyId,
  type VscJourney,
} from './observers/vsc-journey.ts';
import { isLaunched, isSevered } from './relation.ts';

type ConsumerStep = LocalStep<ConsumerContext>;

/** The powers that the received, unapplied VSCs give a key, oldest first. */
function powersReceived(journey: VscJourney, key: ConsumerKey): readonly number[] {
  return unapplied(journey).flatMap(({ updates }) =>
    updates.filter((update) => update.key === key).map(({ power }) => power),
  );
}

/** A change that is about to be applied and comes from no VSC received since the last block. */
function unfoundedChange({ context }: ConsumerSnapshot, journey: VscJourney): string {
  const found = context.pendingChanges?.find(
    ({ key, power }) => !powersReceived(journey, key).includes(power),
  );
  return found === undefined ? '' : `${found.key} is to get ${String(found.power)}`;
}

/** A change that is about to be applied although a newer VSC says otherwise. */
function outdatedChange({ context }: ConsumerSnapshot, journey: VscJourney): string {
  for (const { key, power } of context.pendingChanges ?? []) {
    const newest = powersReceived(journey, key).at(-1);
    if (newest !== undefined && newest !== power) {
      return `${key} is to get ${String(power)}, the newest VSC says ${String(newest)}`;
    }
  }
  return '';
}

const validityChecks = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [consumerOf(consumer.id), vscJourneyId(consumer.id)],
    observers: [vscJourney(instance, consumer)],
    holds: (chain: ConsumerSnapshot, journey: VscJourney) =>
      journey.unprovided === '' && unfoundedChange(chain, journey) === '',
    witness: ({ context }: ConsumerSnapshot) => context.pendingChanges !== null,
    explain: (chain: ConsumerSnapshot, journey: VscJourney) =>
      journey.unprovided === ''
        ? `on ${consumer.id}, ${unfoundedChange(chain, journey)}, which no VSC received in this block says`
        : `${consumer.id} received ${journey.unprovided}, which the provider did not provide or had delivered before`,
  },
]);

const applyVscValidity: IcsProperty = {
  id: 'apply-vsc-validity',
  title: 'Only provided VSCs are applied',
  kind: 'always',
  statement:
    'Whatever a consumer is about to apply was provided to it by the provider, in a VSC not applied before.',
  source: ['ICS-28 Apply VSC Validity', 'x/ccv/consumer/keeper/relay.go OnRecvVSCPacket'],
  assumptions: [],
  witness: 'a VSC is received and not applied yet',
  expected: holdsWhereApplicable(validityChecks),
  checks: validityChecks,
};

const orderChecks = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [consumerOf(consumer.id), vscJourneyId(consumer.id)],
    observers: [vscJourney(instance, consumer)],
    holds: (chain: ConsumerSnapshot, journey: VscJourney) =>
      journey.overtaking === '' && outdatedChange(chain, journey) === '',
    witness: ({ context }: ConsumerSnapshot) =>
      context.pendingChanges !== null && context.vscOfHeight.current !== 'genesis',
    explain: (chain: ConsumerSnapshot, journey: VscJourney) =>
      journey.overtaking === ''
        ? `on ${consumer.id}, ${outdatedChange(chain, journey)}`
        : `${consumer.id} received ${journey.overtaking} before an older VSC`,
  },
]);

const applyVscOrder: IcsProperty = {
  id: 'apply-vsc-order',
  title: 'VSCs are applied in order',
  kind: 'always',
  statement:
    'A consumer applies VSCs in the order in which they were provided, several in one block as one, of which the newest decides.',
  source: ['ICS-28 Apply VSC Order', 'x/ccv/types/utils.go AccumulateChanges'],
  assumptions: [],
  witness: 'a VSC is about to be applied after another one has been',
  expected: holdsWhereApplicable(orderChecks),
  checks: orderChecks,
};

function isOwed(journey: VscJourney): boolean {
  return unapplied(journey).length > 0 || underWay(journey).length > 0;
}

// VSCs are applied in order (apply-vsc-order), so all of them are if the oldest one always is.
const livenessChecks = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'leadsTo',
    scope: consumer.id,
    reads: [recordOf(consumer.id), channelOf(consumer.id), vscJourneyId(consumer.id)],
    observers: [vscJourney(instance, consumer)],
    from: (record: RecordSnapshot, _channel: ChannelSnapshot, journey: VscJourney) =>
      isLaunched(record) && isOwed(journey),
    to: (record: RecordSnapshot, _channel: ChannelSnapshot, journey: VscJourney) =>
      !isLaunched(record) || !isOwed(journey) || appliedInLastBlock(journey),
    excluded: (record: RecordSnapshot, channel: ChannelSnapshot) => isSevered(record, channel),
    explain: (_record: RecordSnapshot, _channel: ChannelSnapshot, journey: VscJourney) =>
      `${consumer.id} never applies ${String(unapplied(journey).length + underWay(journey).length)} provided VSCs, ` +
      `of which ${String(underWay(journey).length)} have not arrived`,
  },
]);

const applyVscLiveness: IcsProperty = {
  id: 'apply-vsc-liveness',
  title: 'Provided VSCs are applied',
  kind: 'leadsTo',
  statement: 'Every VSC provided to a consumer is eventually applied there, unless the consumer is stopped.',
  source: ['ICS-28 Apply VSC Liveness'],
  assumptions: ['LB', 'CR', 'NX'],
  witness: 'a VSC was provided and is not applied yet',
  expected: holdsWhereApplicable(livenessChecks),
  checks: livenessChecks,
};

/** Where one list of changes after the other leads from a set, and where both at once do. */
function accumulation({ before, event, after }: ConsumerStep): {
  readonly bySteps: readonly KeyPower[];
  readonly atOnce: readonly KeyPower[];
} {
  const { set, pendingChanges } = before.context;
  const { updates } = event as unknown as Extract<ToConsumer, { type: 'vscReceived' }>;
  return {
    bySteps: withUpdates(withUpdates(set, pendingChanges ?? []), updates),
    atOnce: withUpdates(set, after.context.pendingChanges ?? []),
  };
}

const inclusionChecks = ofEachConsumer((_instance, consumer): readonly Check[] => [
  {
    kind: 'step',
    scope: consumer.id,
    on: consumerOf(consumer.id),
    holds: (step: ConsumerStep) => {
      if (step.event.type !== 'vscReceived') return true;
      const { bySteps, atOnce } = accumulation(step);
      return textOf(bySteps) === textOf(atOnce);
    },
    witness: ({ before, event }: ConsumerStep) =>
      event.type === 'vscReceived' && before.context.pendingChanges !== null,
    explain: (step: ConsumerStep) => {
      const { bySteps, atOnce } = accumulation(step);
      return `on ${consumer.id} the changes received one by one lead to {${textOf(bySteps)}}, together to {${textOf(atOnce)}}`;
    },
  },
]);

const updateInclusion: IcsProperty = {
  id: 'update-inclusion',
  title: 'Changes that are joined do what they do one by one',
  kind: 'step',
  statement:
    "Whatever arrives in one block of a consumer, applying the joined changes to its set leads where applying each VSC's changes in turn would.",
  source: ['ICS-28 Validator Update Inclusion', 'x/ccv/types/utils.go AccumulateChanges'],
  assumptions: [],
  witness: 'a second VSC arrives in a block',
  expected: holdsWhereApplicable(inclusionChecks),
  checks: inclusionChecks,
};

const establishmentChecks = ofEachConsumer((_instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: consumerOf(id),
    holds: ({ event, after, emitted }: ConsumerStep) =>
      event.type !== 'vscReceived' ||
      after.context.channelEstablished ||
      messagesOf(emitted, 'refuseVsc').length > 0,
    witness: ({ event }: ConsumerStep) => event.type === 'vscReceived',
    explain: () => `${id} has received a VSC, and does not know its channel`,
  },
]);

const firstVscEstablishes: IcsProperty = {
  id: 'first-vsc-establishes',
  title: 'A consumer that has received a VSC knows its channel',
  kind: 'step',
  statement: 'With the first VSC that it takes a consumer knows for certain which channel is its own.',
  source: ['ICS-28 CCV-CCF-RCVVSC (SC-12)', 'x/ccv/consumer/keeper/relay.go OnRecvVSCPacket'],
  assumptions: [],
  witness: 'a VSC is received',
  expected: holdsWhereApplicable(establishmentChecks),
  checks: establishmentChecks,
};

export const vscApplicationProperties: readonly IcsProperty[] = [
  applyVscValidity,
  applyVscOrder,
  applyVscLiveness,
  updateInclusion,
  firstVscEstablishes,
];

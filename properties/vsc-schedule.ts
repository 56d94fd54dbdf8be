/** When VSCs are made and how they leave: ids, epochs, the queue of pending ones. */
import { channelOf, consumerOf, provider, recordOf } from '../model/component-ids.ts';
import type { Features } from '../model/features.ts';
import type { Instance } from '../model/instance.ts';
import type { ConsumerRecordContext, ProviderContext, VscRef } from '../model/vocabulary.ts';
import { hasDeadlines } from '../model/deadlines.ts';
import { epochLength, featuresOf, oldestVscAge } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { keyedOf, textOf } from './key-powers.ts';
import { blocksBegun, messagesOf, notesOf } from './observers/heard.ts';
import { underWay, vscJourney, vscJourneyId, type VscJourney } from './observers/vsc-journey.ts';
import { isLaunched, isRemoved } from './relation.ts';
import { haveSameUpdates, isOlder, nameOf } from './vsc-order.ts';

type ProviderStep = LocalStep<ProviderContext>;
type RecordStep = LocalStep<ConsumerRecordContext>;

/** References from the oldest height on to the newest VSC, and where neighbours are out of order. */
function firstDisorder(
  record: RecordSnapshot,
  channel: ChannelSnapshot,
  { context }: ConsumerSnapshot,
  oldest: number,
): string {
  const { previous, current, next } = context.vscOfHeight;
  const heights: readonly VscRef[] = [previous, current, next];
  const queued: readonly VscRef[] = [...channel.context.toConsumer, ...record.context.pending].map(
    ({ vsc }) => vsc,
  );
  const backwards = heights.findIndex((vsc, index) => index > 0 && isOlder(vsc, heights[index - 1] ?? vsc));
  if (backwards !== -1) return `its heights are mapped to ${heights.map(nameOf).join(', then ')}`;
  let last = next;
  for (const vsc of queued) {
    // Ids that are too old to be told apart from others count as increasing.
    if (vsc === 'genesis' || vsc === 0 || !(isOlder(last, vsc) || (last === oldest && vsc === oldest))) {
      return `${nameOf(vsc)} is under way behind ${nameOf(last)}`;
    }
    last = vsc;
  }
  return '';
}

/** Roles that are told of a new VSC id, in order. */
function addresseesOfId(emitted: ProviderStep['emitted']): readonly string[] {
  return emitted.flatMap((each) =>
    each.type === 'send' && each.event.type === 'vscIdAdvanced' ? [each.to] : [],
  );
}

/** Without a slash queue the note of the block that ends it comes with it; with one every block ends an epoch. */
function advancesId({ event, emitted }: ProviderStep, { throttleByQueue }: Features): boolean {
  return throttleByQueue
    ? event.type === 'restOfBlock'
    : notesOf(emitted, 'providerBlockEnded').some(({ epoch }) => epoch);
}

function announcesIdsRightly(step: ProviderStep, features: Features, roles: readonly string[]): boolean {
  const { emitted } = step;
  const endsEpoch = advancesId(step, features);
  // The keys of consumers are told too, where they may change.
  const addressees = addresseesOfId(emitted).filter((role) => role !== 'keys');
  if (!endsEpoch) return addressees.length === 0;
  return roles.toSorted().join() === addressees.toSorted().join();
}

/** Who keeps references to VSC ids, and so has to be told of a new one. */
function keepersOfIds(instance: Instance): readonly string[] {
  return [
    'records',
    'channels',
    'consumers',
    ...(hasDeadlines(instance) ? ['deadlines'] : []),
    ...(featuresOf(instance).throttleByQueue ? ['slash-queue'] : []),
  ];
}

const monotoneChecks: IcsProperty['checks'] = (system) => {
  const roles = keepersOfIds(system.instance);
  const oldest = oldestVscAge(system.instance);
  const ofConsumers = ofEachConsumer((_instance, consumer): readonly Check[] => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [recordOf(consumer.id), channelOf(consumer.id), consumerOf(consumer.id)],
      holds: (record: RecordSnapshot, channel: ChannelSnapshot, chain: ConsumerSnapshot) =>
        firstDisorder(record, channel, chain, oldest) === '',
      witness: (record: RecordSnapshot, channel: ChannelSnapshot, { context }: ConsumerSnapshot) =>
        context.vscOfHeight.next !== 'genesis' &&
        channel.context.toConsumer.length + record.context.pending.length > 0,
      explain: (record: RecordSnapshot, channel: ChannelSnapshot, chain: ConsumerSnapshot) =>
        `ids of ${consumer.id} do not increase: ${firstDisorder(record, channel, chain, oldest)}`,
    },
  ]);
  return [
    {
      kind: 'step',
      scope: 'provider',
      on: provider,
      holds: (step: ProviderStep) => announcesIdsRightly(step, system.features, roles),
      witness: ({ emitted }: ProviderStep) => messagesOf(emitted, 'vscIdAdvanced').length > 0,
      explain: (step: ProviderStep) =>
        `a block that ${advancesId(step, system.features) ? 'ends an' : 'ends no'} epoch ` +
        `announces a new VSC id to: ${addresseesOfId(step.emitted).join(', ') || 'nobody'}`,
    },
    ...ofConsumers(system),
  ];
};

const vscidMonotone: IcsProperty = {
  id: 'vscid-monotone',
  title: 'VSC ids strictly increase',
  kind: 'always',
  statement:
    'The VSC id rises by one at the end of each epoch and never otherwise; along the heights of a consumer, the VSCs in flight to it and those pending, ids never fall, and no two VSCs have the same one.',
  source: ['ICS-28 vscId, VSCtoH, HtoVSC', 'x/ccv/provider/keeper/relay.go QueueVSCPackets'],
  assumptions: [],
  witness: 'a VSC is under way to a consumer that has received one before; an epoch that ends',
  expected: holdsWhereApplicable(monotoneChecks),
  checks: monotoneChecks,
};

function isEpochWork({ emitted }: ProviderStep): boolean {
  return messagesOf(emitted, 'epochEnded').length > 0 || messagesOf(emitted, 'sendPendingVscs').length > 0;
}

/** Stake or jails have changed what the last EndBlock made of the validators. */
function changesPowers({ before, after }: ProviderStep): boolean {
  return (
    before.context.validators !== after.context.validators &&
    (before.context.validators.length !== after.context.validators.length ||
      before.context.validators.some(
        ({ lastPower }, index) => after.context.validators[index]?.lastPower !== lastPower,
      ))
  );
}

const epochChecks: IcsProperty['checks'] = (system) => {
  if (epochLength(system.instance) === 1) return [];
  const ofRecords = ofEachConsumer((_instance, consumer): readonly Check[] => [
    {
      kind: 'step',
      scope: consumer.id,
      on: recordOf(consumer.id),
      holds: ({ before, event, after, emitted }: RecordStep) =>
        (event.type === 'epochEnded' ||
          isRemoved(system.instance, after) ||
          event.type === 'launchMoment' ||
          after.value === 'deleted' ||
          (textOf(keyedOf(after.context.stored)) === textOf(keyedOf(before.context.stored)) &&
            after.context.pending.length <= before.context.pending.length)) &&
        (event.type === 'sendPendingVscs' || messagesOf(emitted, 'sendVscs').length === 0),
      witness: ({ emitted }: RecordStep) => messagesOf(emitted, 'sendVscs').length > 0,
      explain: ({ event }: RecordStep) =>
        `"${event.type}", which ends no epoch, made the provider compute or send a VSC for ${consumer.id}`,
    },
  ]);
  return [
    {
      kind: 'step',
      scope: 'provider',
      on: provider,
      holds: (step: ProviderStep) => {
        const ends = step.event.type === 'nextBlock' && step.before.context.blockOfEpoch === 0;
        const both =
          messagesOf(step.emitted, 'epochEnded').length === 1 &&
          messagesOf(step.emitted, 'sendPendingVscs').length === 1;
        return ends && step.after.context.haltReason === '' ? both : !isEpochWork(step);
      },
      witness: (step: ProviderStep) =>
        blocksBegun(step.event).blocks > 0 && step.before.context.blockOfEpoch !== 0 && changesPowers(step),
      explain: ({ before, emitted }: ProviderStep) =>
        `a block at position ${String(before.context.blockOfEpoch)} of the epoch (0 ends it) computes VSCs ` +
        `${String(messagesOf(emitted, 'epochEnded').length)} times and sends them ` +
        `${String(messagesOf(emitted, 'sendPendingVscs').length)} times`,
    },
    ...ofRecords(system),
  ];
};

const vscOnlyAtEpoch: IcsProperty = {
  id: 'vsc-only-at-epoch',
  title: 'VSCs are made and sent at the end of epochs only',
  kind: 'step',
  statement:
    'VSCs are computed and sent in the last block of an epoch, in each such block, and in no other; nothing else changes the set stored for a consumer, save its launch and its deletion.',
  source: ['ADR-014', 'x/ccv/provider/keeper/relay.go EndBlockVSU, BlocksUntilNextEpoch'],
  assumptions: [],
  witness: 'powers change in a block within an epoch; VSCs are sent',
  expected: holdsWhereApplicable(epochChecks),
  checks: epochChecks,
};

function queuedOf(
  record: RecordSnapshot,
  channel: ChannelSnapshot,
): readonly RecordSnapshot['context']['pending'][number][] {
  return record.context.pending.length === 0
    ? channel.context.toConsumer
    : [...channel.context.toConsumer, ...record.context.pending];
}

const pendingChecks = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [recordOf(consumer.id), channelOf(consumer.id), vscJourneyId(consumer.id)],
    observers: [vscJourney(instance, consumer)],
    holds: (record: RecordSnapshot, channel: ChannelSnapshot, journey: VscJourney) => {
      if (!isLaunched(record) || channel.value.providerEnd === 'closed') return true;
      const provided = underWay(journey);
      const queued = queuedOf(record, channel);
      return (
        provided.length === queued.length &&
        provided.every(({ vsc, updates }, index) => {
          const found = queued[index];
          return found?.vsc === vsc && haveSameUpdates(found.updates, updates);
        })
      );
    },
    witness: (record: RecordSnapshot, channel: ChannelSnapshot) => queuedOf(record, channel).length > 1,
    explain: (record: RecordSnapshot, channel: ChannelSnapshot, journey: VscJourney) => {
      const list = (
        changes: readonly Pick<RecordSnapshot['context']['pending'][number], 'vsc' | 'updates'>[],
      ): string =>
        changes.map(({ vsc, updates }) => `${nameOf(vsc)} (${textOf(updates)})`).join(', ') || 'nothing';
      return `provided to ${consumer.id} and not received: ${list(underWay(journey))}; in flight or pending: ${list(queuedOf(record, channel))}`;
    },
  },
]);

const pendingVscSentInOrder: IcsProperty = {
  id: 'pending-vsc-sent-in-order',
  title: 'Pending VSCs leave in order, none lost, none doubled',
  kind: 'always',
  statement:
    'While a consumer is launched, the VSCs in flight to it followed by those pending are exactly the provided ones that it has not received, in order.',
  source: [
    'ICS-28 channel initialisation',
    'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain',
    'Go TestVSCPacketSendExpiredClient',
  ],
  assumptions: [],
  witness: 'two VSCs are under way at once',
  expected: holdsWhereApplicable(pendingChecks),
  checks: pendingChecks,
};

export const vscScheduleProperties: readonly IcsProperty[] = [
  vscidMonotone,
  vscOnlyAtEpoch,
  pendingVscSentInOrder,
];

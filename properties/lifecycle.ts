/** From registration to launch, and what a stopped consumer can no longer do. Of consumers that have a life cycle. */
import { lifecycleQueues, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { startsLaunched } from '../model/lifecycle.ts';
import type {
  ConsumerPhase,
  ConsumerRecordContext,
  LifecycleQueuesContext,
  TimeQueueEntry,
} from '../model/vocabulary.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { mostOf, someScopeHas } from './scope-room.ts';
import { contrast, keyOn, keyedOf, textOf } from './key-powers.ts';
import { eventOf } from './model-events.ts';
import { messagesOf, notesOf } from './observers/heard.ts';

export type RecordStep = LocalStep<ConsumerRecordContext>;
type QueuesStep = LocalStep<LifecycleQueuesContext>;
type QueuesSnapshot = LocalSnapshot<LifecycleQueuesContext>;

/** The checks that a property makes of each consumer that goes through its life cycle. */
export function ofEachManagedConsumer(
  checksOf: (instance: Instance, consumer: ConsumerInstance) => readonly Check[],
): IcsProperty['checks'] {
  return ofEachConsumer((instance, consumer) =>
    consumer.lifecycle === undefined ? [] : checksOf(instance, consumer),
  );
}

/** As above, if some scope that has such a consumer has the room. */
export function whereManagedConsumers(
  hasRoom: (instance: Instance) => boolean,
  checksOf: (instance: Instance, consumer: ConsumerInstance) => readonly Check[],
): IcsProperty['checks'] {
  const checks = ofEachManagedConsumer(checksOf);
  return (system) =>
    someScopeHas(
      system.instance,
      (scope) => scope.consumers.some(({ lifecycle }) => lifecycle !== undefined) && hasRoom(scope),
    )
      ? checks(system)
      : [];
}

/** Packets may time out, or a consumer may close its channel because of an error. */
export function mayLoseChannel(instance: Instance): boolean {
  return instance.channelExpiry === 'counted' || mostOf(instance, 'consumerFaults') > 0;
}

const nextPhases: Readonly<Record<ConsumerPhase, readonly ConsumerPhase[]>> = {
  registered: ['initialized'],
  initialized: ['registered', 'launched'],
  launched: ['stopped'],
  stopped: ['deleted'],
  deleted: [],
};

function isLegal({ before, after }: RecordStep, delayedRemoval: boolean): boolean {
  if (before.value === after.value) return true;
  const [from, to] = [before.value as ConsumerPhase, after.value as ConsumerPhase];
  if (!delayedRemoval && from === 'launched') return to === 'deleted';
  return nextPhases[from].includes(to);
}

const phaseChecks: IcsProperty['checks'] = (system) =>
  ofEachManagedConsumer((_instance, { id }): readonly Check[] => [
    {
      kind: 'step',
      scope: id,
      on: recordOf(id),
      holds: (step: RecordStep) => isLegal(step, system.features.delayedRemoval),
      witness: ({ before, after }: RecordStep) => before.value !== after.value,
      explain: ({ before, after, event }: RecordStep) =>
        `"${event.type}" takes ${id} from ${JSON.stringify(before.value)} to ${JSON.stringify(after.value)}`,
    },
  ])(system);

const phaseOrder: IcsProperty = {
  id: 'phase-order',
  title: 'A consumer goes through its phases in order',
  kind: 'step',
  statement:
    'A consumer goes from registered to initialized and back, from there to launched, to stopped and to deleted, one by one; without delayed removal from launched to deleted; and from deleted nowhere.',
  source: ['ADR-019', 'tests/mbt/model StartStopConsumers', 'Go TestStopConsumerChain'],
  assumptions: [],
  witness: 'a consumer changes its phase',
  expected: holdsWhereApplicable(phaseChecks),
  checks: phaseChecks,
};

/** What is wrong with whom the queues let go in a block; empty if nothing. */
function faultOfQueue(
  before: readonly TimeQueueEntry[],
  after: readonly TimeQueueEntry[],
  handled: readonly string[],
  { seconds, limit }: { readonly seconds: number; readonly limit: number },
): string {
  const due = before.filter(({ dueIn }) => dueIn <= seconds).map(({ consumer }) => consumer);
  const expected = due.slice(0, limit);
  if (expected.join() !== handled.join()) {
    return `of [${due.join(', ')}], which are due, [${handled.join(', ')}] are handled; expected [${expected.join(', ')}]`;
  }
  const kept = after.map(({ consumer }) => consumer);
  const rest = before.slice(expected.length).map(({ consumer }) => consumer);
  return kept.join() === rest.join() ? '' : `[${kept.join(', ')}] stay, expected [${rest.join(', ')}]`;
}

/** What is wrong with a block's handling of both queues, in words. */
function faultOfBlock({ before, event, after, emitted }: QueuesStep, limit: number): string {
  if (event.type !== 'handleTimeQueues') return '';
  const of = { seconds: Number(event['seconds']), limit };
  const to = (type: 'launchMoment' | 'removalMoment'): readonly string[] =>
    emitted.flatMap((each) =>
      each.type === 'send' && each.event.type === type ? [each.to.slice(each.to.lastIndexOf('-') + 1)] : [],
    );
  const launches = faultOfQueue(before.context.launches, after.context.launches, to('launchMoment'), of);
  if (launches !== '') return `launches: ${launches}`;
  const removals = faultOfQueue(before.context.removals, after.context.removals, to('removalMoment'), of);
  return removals === '' ? '' : `removals: ${removals}`;
}

/** More consumers are due than a block may handle. */
function isOverfull({ before, event }: QueuesStep, limit: number): boolean {
  if (event.type !== 'handleTimeQueues') return false;
  const due = ({ dueIn }: TimeQueueEntry): boolean => dueIn <= Number(event['seconds']);
  const { launches, removals } = before.context;
  return launches.filter(due).length > limit || removals.filter(due).length > limit;
}

/** Why the step launches a consumer that may not be launched; empty if it does not. */
function faultOfLaunch({ before, event: given, after }: RecordStep): string {
  if (before.value === 'launched' || after.value !== 'launched') return '';
  const event = eventOf({ event: given });
  if (event.type !== 'launchMoment') return `it is launched by "${given.type}"`;
  const members = after.context.stored.map(({ validator }) => validator);
  if (members.length === 0) return 'it is launched with an empty set';
  if (members.some((validator) => event.active.includes(validator))) return '';
  return `it is launched with {${members.join(', ')}}, none of whom validates the provider`;
}

/** Whether the spawn time of the consumer lies ahead. */
function isWaiting({ context }: QueuesSnapshot, id: string): boolean {
  return context.launches.some(({ consumer, dueIn }) => consumer === id && dueIn > 0);
}

/** Somebody's time comes with the block. */
function isAnyDue({ before, event }: QueuesStep): boolean {
  const { launches, removals } = before.context;
  return (
    event.type === 'handleTimeQueues' &&
    [...launches, ...removals].some(({ dueIn }) => dueIn <= Number(event['seconds']))
  );
}

/** A limit can only be exceeded, and seen not to be, where there are more consumers than it; elsewhere the time counts. */
function queueChecks({ instance }: { readonly instance: Instance }): readonly Check[] {
  const { lifecycleQueueLimit: limit } = instance.provider;
  const managed = instance.consumers.filter(({ lifecycle }) => lifecycle !== undefined);
  const isLimited = managed.length > limit;
  if (!isLimited && managed.every(startsLaunched)) return [];
  return [
    {
      kind: 'step',
      scope: 'time queues',
      on: lifecycleQueues,
      holds: (step: QueuesStep) => faultOfBlock(step, limit) === '',
      witness: (step: QueuesStep) => (isLimited ? isOverfull(step, limit) : isAnyDue(step)),
      explain: (step: QueuesStep) => faultOfBlock(step, limit),
    },
  ];
}

const launchChecks: IcsProperty['checks'] = (system) => [
  ...queueChecks(system),
  ...ofEachManagedConsumer((_instance, { id, lifecycle }): readonly Check[] =>
    lifecycle?.start === 'launched'
      ? []
      : [
          {
            kind: 'step',
            scope: `${id}: launch`,
            on: recordOf(id),
            holds: (step: RecordStep) => faultOfLaunch(step) === '',
            witness: ({ event }: RecordStep) => event.type === 'launchMoment',
            explain: (step: RecordStep) => `${id}: ${faultOfLaunch(step)}`,
          },
          {
            kind: 'leadsTo',
            scope: `${id}: progress`,
            reads: [recordOf(id), lifecycleQueues],
            from: ({ value }: RecordSnapshot, queues: QueuesSnapshot) =>
              value === 'initialized' && !isWaiting(queues, id),
            to: ({ value }: RecordSnapshot, queues: QueuesSnapshot) =>
              value !== 'initialized' || isWaiting(queues, id),
            fairness: 'F0',
            explain: () =>
              `the spawn time of ${id} has come, and it stays initialized, neither launched nor sent back`,
          },
        ],
  )(system),
];

const launchAtSpawnTime: IcsProperty = {
  id: 'launch-at-spawn-time',
  title: 'A chain launches when it is due and valid',
  kind: 'step',
  statement:
    'A consumer is launched only when its spawn time has come and only with a set that somebody who validates the provider belongs to; once its spawn time has come it is launched or sent back to its owner; and whoever finds no room in a block is handled in a later one, once, in order.',
  source: ['ADR-019', 'x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers'],
  assumptions: [],
  witness: 'a spawn time comes; where there are so many, more consumers are due than a block may handle',
  expected: holdsWhereApplicable(launchChecks),
  checks: launchChecks,
};

/** What is wrong with the genesis that the provider makes in the step; empty if nothing. */
function faultOfGenesis(consumer: ConsumerInstance, { after, emitted }: RecordStep): string {
  const [genesis] = messagesOf(emitted, 'genesisMade');
  if (genesis === undefined) {
    return notesOf(emitted, 'consumerLaunched').length > 0 ? 'it is launched without a genesis' : '';
  }
  const stored = keyedOf(after.context.stored);
  if (textOf(genesis.set) !== textOf(stored)) {
    return `its genesis differs from the set that the provider stores: ${contrast(genesis.set, stored)}`;
  }
  const owned = after.context.stored.find(
    ({ validator, key }) => consumer.spareKeys === undefined && key !== keyOn(consumer, validator),
  );
  return owned === undefined ? '' : `${owned.validator} is in it under the key ${owned.key}`;
}

const genesisChecks = ofEachManagedConsumer((_instance, consumer): readonly Check[] =>
  consumer.lifecycle?.start === 'launched'
    ? []
    : [
        {
          kind: 'step',
          scope: consumer.id,
          on: recordOf(consumer.id),
          holds: (step: RecordStep) => faultOfGenesis(consumer, step) === '',
          witness: ({ emitted }: RecordStep) => messagesOf(emitted, 'genesisMade').length > 0,
          explain: (step: RecordStep) => `${consumer.id}: ${faultOfGenesis(consumer, step)}`,
        },
      ],
);

const genesisSetMatches: IcsProperty = {
  id: 'genesis-set-matches',
  title: 'The genesis has the set that the provider stores',
  kind: 'step',
  statement:
    'At the launch of a consumer the set in its genesis is the one that the provider stores for it, under the keys that its validators use there.',
  source: ['ICS-28 channel initialisation', 'QA plan 4.12', 'x/ccv/provider/keeper MakeConsumerGenesis'],
  assumptions: [],
  witness: 'a consumer is launched',
  expected: holdsWhereApplicable(genesisChecks),
  checks: genesisChecks,
};

function isOver({ value }: Pick<RecordSnapshot, 'value'>): boolean {
  return value === 'stopped' || value === 'deleted';
}

/** What a consumer that is over still gets or does in the step; empty if nothing. */
function liveliness({ before, emitted }: RecordStep): string {
  if (!isOver(before)) return '';
  if (notesOf(emitted, 'vscProvided').length > 0) return 'a VSC is computed for it';
  if (messagesOf(emitted, 'sendVscs').length > 0) return 'VSCs are sent to it';
  if (messagesOf(emitted, 'throttleReport').length > 0) return 'its report goes on to the slash meter';
  return '';
}

/** Of consumers that are stopped for a while before they are deleted. */
const ofEachStoppableConsumer = (checksOf: (consumer: ConsumerInstance) => readonly Check[]) =>
  ofEachManagedConsumer((instance, consumer) =>
    featuresOf(instance).delayedRemoval ? checksOf(consumer) : [],
  );

const inertChecks = ofEachStoppableConsumer(({ id }) => [
  {
    kind: 'step',
    scope: id,
    on: recordOf(id),
    holds: (step: RecordStep) => liveliness(step) === '',
    witness: ({ before, event }: RecordStep) =>
      before.value === 'stopped' && event.type === 'slashPacketReceived',
    explain: (step: RecordStep) => `${id} is ${JSON.stringify(step.before.value)}, and ${liveliness(step)}`,
  },
]);

const afterStopChecks = ofEachStoppableConsumer(({ id }) => [
  {
    kind: 'reachable',
    scope: id,
    on: recordOf(id),
    whenStep: ({ emitted }: RecordStep) =>
      notesOf(emitted, 'reportDecided').some(({ decision }) => decision === 'droppedStopped'),
  },
]);

/** What is wrong with the channel that the step makes the CCV channel; empty if there is none, or nothing is. */
function faultOfChannel({ before, event, emitted }: RecordStep): string {
  if (notesOf(emitted, 'channelAccepted').length === 0) return '';
  if (before.context.hasChannel) return 'a second channel takes the place of its channel';
  return event['client'] === 'foreign' ? 'a channel to some other chain is taken for its own' : '';
}

const uniquenessChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'secondChannels')
    ? ofEachManagedConsumer((_instance, { id }): readonly Check[] => [
        {
          kind: 'step',
          scope: id,
          on: recordOf(id),
          holds: (step: RecordStep) => faultOfChannel(step) === '',
          witness: ({ emitted }: RecordStep) => notesOf(emitted, 'channelRefused').length > 0,
          explain: (step: RecordStep) => `${id}: ${faultOfChannel(step)}`,
        },
      ])(system)
    : [];

const channelUniqueness: IcsProperty = {
  id: 'channel-uniqueness',
  title: 'A consumer has one CCV channel, and it leads to the consumer',
  kind: 'step',
  statement:
    'The CCV channel of a consumer is one over the client that the provider made for it, and once there is one no other takes its place.',
  source: ['ICS-28 Channel Uniqueness', 'QA plan 5.01-5.04'],
  assumptions: [],
  witness: 'a further channel is refused',
  expected: holdsWhereApplicable(uniquenessChecks),
  checks: uniquenessChecks,
};

const stoppedIsInert: IcsProperty = {
  id: 'stopped-is-inert',
  title: 'A stopped consumer gets no VSCs and cannot jail',
  kind: 'step',
  statement:
    'For a consumer that is stopped or deleted no VSC is computed or sent, and no report of it reaches the slash meter.',
  source: [
    'x/ccv/provider/keeper/relay.go OnRecvSlashPacket, QueueVSCPackets',
    'cosmos/interchain-security#2346',
  ],
  assumptions: [],
  witness: 'a report of a stopped consumer arrives',
  expected: holdsWhereApplicable(inertChecks),
  checks: inertChecks,
};

const reportAfterStop: IcsProperty = {
  id: 'reach-report-after-stop',
  title: 'A report of a stopped consumer arrives',
  kind: 'reachable',
  statement: 'A downtime report of a consumer is dropped because the consumer is stopped.',
  source: ['x/ccv/provider/keeper/relay.go OnRecvSlashPacket (phase)'],
  assumptions: [],
  witness: 'the situation itself',
  expected: (system) =>
    afterStopChecks(system).length === 0 || !mayHappen(system, 'consumerDowntimes')
      ? 'not-applicable'
      : 'holds',
  checks: (system) => (mayHappen(system, 'consumerDowntimes') ? afterStopChecks(system) : []),
};

export const lifecycleWitnesses: readonly IcsProperty[] = [reportAfterStop];

export const lifecycleProperties: readonly IcsProperty[] = [
  channelUniqueness,
  phaseOrder,
  launchAtSpawnTime,
  genesisSetMatches,
  stoppedIsInert,
];
